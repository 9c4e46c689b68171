import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown, X } from 'lucide-react'
import { type UIEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { box } from './field'
import { Picture } from './picture'
import { useWatching } from './watching'

/** One of many things that can be chosen. */
export interface Choice {
  id: string
  name: string
  picture?: string | null
}

export interface SearchSelectProps {
  value: Choice | null
  /** What was found by what is typed; of many the first ones, `onMore` asks for the next. */
  choices: readonly Choice[]
  onChoose: (choice: Choice) => void
  onSearch: (text: string) => void
  onOpen: (open: boolean) => void
  onMore?: () => void
  busy?: boolean
  placeholder?: string
  disabled?: boolean
  /** What the button that takes the choice away is called; without it there is none. */
  clear?: string
  onClear?: () => void
  'aria-label'?: string
  id?: string
  'aria-describedby'?: string
  className?: string
}

const TYPED: ReadonlySet<string> = new Set(['input-change', 'input-clear'])
const NEAR = 240 // px from the end of the list at which more is asked for

const Found = ({ picture, name }: Choice) => (
  <>
    {picture !== undefined && (
      <Picture src={picture} alt="" edge={64} ratio="1" className="size-7 shrink-0 rounded [&_img]:object-top" />
    )}
    <span className="min-w-0 truncate">{name}</span>
  </>
)

/** One of very many, found by typing: the list grows as it is scrolled, by pointer and by keys. */
export const SearchSelect = (props: SearchSelectProps) => {
  const { value, choices, onChoose, onSearch, onOpen, onMore, busy, placeholder, disabled, clear, onClear } = props
  const { t } = useTranslation('ui')
  const open = useRef(false)
  const [typed, setTyped] = useState<string | null>(null) // null: what is chosen stands in the field
  const type = (text: string | null) => {
    setTyped(text)
    onSearch(text ?? '')
  }
  const nearEnd = ({ currentTarget }: UIEvent<HTMLElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget
    if (scrollHeight - scrollTop - clientHeight < NEAR) onMore?.()
  }
  return (
    <Combobox.Root
      items={choices}
      filter={null}
      value={value}
      disabled={disabled}
      autoHighlight
      itemToStringLabel={({ name }: Choice) => name}
      isItemEqualToValue={(one: Choice, other: Choice) => one.id === other.id}
      inputValue={typed ?? value?.name ?? ''}
      onInputValueChange={(text, { reason }) => type(TYPED.has(reason) ? text : null)}
      onOpenChange={(now) => {
        open.current = now
        onOpen(now)
        if (!now) type(null)
      }}
      // an emptied field is about to be typed into: nothing is taken away before something is chosen
      onValueChange={(chosen: Choice | null) => chosen && onChoose(chosen)}
    >
      <Combobox.InputGroup className={cn('relative min-w-0', props.className)}>
        <Combobox.Input
          id={props.id}
          aria-label={props['aria-label']}
          aria-describedby={props['aria-describedby']}
          placeholder={placeholder}
          onBlur={() => !open.current && type(null)}
          // Escape takes nothing away: it closes the list, then what is around it
          onKeyDown={(event) => event.key === 'Escape' && !open.current && event.preventBaseUIHandler()}
          className={cn(box, 'h-8 truncate', clear && value ? 'pr-14' : 'pr-8')}
          {...useWatching(disabled)}
        />
        <span className="absolute inset-y-0 right-0 flex items-center text-muted [&_svg]:size-4">
          {clear && value && !disabled && (
            <button type="button" aria-label={clear} title={clear} onClick={onClear} className="h-full px-1.5">
              <X />
            </button>
          )}
          <Combobox.Trigger tabIndex={-1} aria-hidden className="h-full pr-2 pl-1">
            <ChevronDown />
          </Combobox.Trigger>
        </span>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup
            aria-busy={busy || undefined}
            className="w-(--anchor-width) min-w-56 max-w-(--available-width) rounded-md border border-line bg-raised text-ink shadow-xl"
          >
            <section aria-label={t('found')}>
              <Combobox.Empty>{busy ? null : <p className="p-3 text-muted">{t('nothingFound')}</p>}</Combobox.Empty>
              <Combobox.List
                onScroll={nearEnd}
                className="max-h-[min(22rem,var(--available-height))] overflow-y-auto overscroll-contain p-1"
              >
                {(choice: Choice) => (
                  <Combobox.Item
                    key={choice.id}
                    value={choice}
                    className="flex min-h-8 cursor-default items-center gap-2 rounded px-2 py-1 outline-none data-[highlighted]:bg-surface data-[selected]:font-medium data-[selected]:text-accent"
                  >
                    <Found {...choice} />
                  </Combobox.Item>
                )}
              </Combobox.List>
              <Combobox.Status>
                {busy ? <p className="px-3 py-1.5 text-muted">{t('loading')}</p> : null}
              </Combobox.Status>
            </section>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
