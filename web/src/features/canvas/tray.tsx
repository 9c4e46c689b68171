import { Check } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { Portrait } from '@/lib/portrait'
import { Input, Select } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { Scroll } from '@/ui/scroll'
import { Skeleton } from '@/ui/states'
import { DRAGGED, ICONS } from './kinds'
import { type Offered, TRAY, type TrayKind, useTray } from './use-tray'

const Face = ({ kind, item: { id, name, picture, palette } }: { kind: TrayKind; item: Offered }) => {
  const Icon = ICONS[kind]
  if (kind === 'character') return <Portrait id={id} name={name} src={picture} edge={100} />
  if (palette?.length)
    return (
      <span className="flex h-12">
        {palette.map(({ hex, share }) => (
          <span key={hex} style={{ background: hex, flexGrow: share || 1 }} />
        ))}
      </span>
    )
  if (picture) return <Picture src={picture} alt="" edge={100} />
  return (
    <span aria-hidden className="grid aspect-video place-items-center bg-raised text-muted">
      <Icon className="size-6" />
    </span>
  )
}

const Item = ({
  kind,
  item,
  there,
  disabled,
  onPut,
}: {
  kind: TrayKind
  item: Offered
  there: boolean
  disabled: boolean
  onPut: () => void
}) => {
  const { t } = useTranslation('canvas')
  return (
    <li>
      <button
        type="button"
        draggable={!disabled}
        disabled={disabled}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(DRAGGED, JSON.stringify({ kind, ref: item.id }))
          dataTransfer.effectAllowed = 'copy'
        }}
        onClick={onPut}
        className="block w-full cursor-grab overflow-hidden rounded border border-line bg-ground text-left hover:border-line-strong active:cursor-grabbing"
      >
        <span className="relative block">
          <Face kind={kind} item={item} />
          {there && (
            <Check
              role="img"
              aria-label={t('onCanvas')}
              className="absolute top-1 right-1 size-4 rounded-full bg-ground/80 p-0.5"
            />
          )}
        </span>
        <span className="block truncate px-1.5 py-1 text-[12px]">
          {kind === 'shot' ? t('shot', { shot: item.name }) : item.name}
        </span>
      </button>
    </li>
  )
}

interface TrayProps {
  /** What lies on the canvas already. */
  there: ReadonlySet<string>
  disabled: boolean
  onPut: (kind: TrayKind, ref: string) => void
}

/** What can be laid on the canvas, by kind: dragged, or put in its middle by Enter. */
export const Tray = ({ there, disabled, onPut }: TrayProps) => {
  const { t } = useTranslation('canvas')
  const [kind, setKind] = useState<TrayKind>('character')
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState('')
  const { items, more, boards, board } = useTray(kind, useDeferredValue(words), chosen)
  return (
    <aside aria-label={t('tray')} className="flex w-60 shrink-0 flex-col border-r bg-surface max-sm:hidden">
      <div className="flex flex-col gap-2 border-b p-2">
        <div className="flex gap-0.5">
          {TRAY.map((each) => {
            const Icon = ICONS[each]
            return (
              <button
                key={each}
                type="button"
                aria-pressed={each === kind}
                aria-label={t(`kinds.${each}`)}
                title={t(`kinds.${each}`)}
                onClick={() => setKind(each)}
                className={cn(
                  'grid h-8 flex-1 place-items-center rounded hover:bg-raised',
                  each === kind ? 'bg-raised text-accent' : 'text-muted',
                )}
              >
                <Icon className="size-4" />
              </button>
            )
          })}
        </div>
        <Input
          type="search"
          aria-label={t('traySearch')}
          placeholder={t(`kinds.${kind}`)}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        {kind === 'shot' && boards.length > 1 && (
          <Select aria-label={t('board')} value={board} onChange={({ target }) => setChosen(target.value)}>
            {boards.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </div>
      <Scroll label={t(`kinds.${kind}`)} className="min-h-0 flex-1 p-2">
        {items === undefined && <Skeleton className="h-40" />}
        {items?.length === 0 && <p className="p-2 text-muted">{t('trayNothing')}</p>}
        <ul className={cn('grid gap-2', kind === 'style' ? 'grid-cols-1' : 'grid-cols-2')}>
          {items?.map((item) => (
            <Item
              key={item.id}
              kind={kind}
              item={item}
              there={there.has(item.id)}
              disabled={disabled}
              onPut={() => onPut(kind, item.id)}
            />
          ))}
        </ul>
        {more && <p className="p-2 text-[12px] text-muted">{t('trayMore')}</p>}
      </Scroll>
      <p className="border-t p-2 text-[12px] text-muted">{t('trayHelp')}</p>
    </aside>
  )
}
