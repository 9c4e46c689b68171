import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Badge } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { DropZone } from '@/ui/drop-zone'
import { Picture } from '@/ui/picture'
import { MOST } from './checks'
import { Photograph } from './photograph'
import { useCheck } from './use-check'
import { useReferences } from './use-references'

/** Photographs that are added: judged like those of a new character, then measured with the others. */
const Adding = ({ character, room }: { character: CharacterOut; room: number }) => {
  const { t } = useTranslation('characters')
  const [files, setFiles] = useState<File[]>([])
  const { judged, looking, bad } = useCheck(files)
  const change = useReferences(character)
  const keep = character.references.map(({ asset_id }) => asset_id)
  const send = () => change.mutate({ keep, files }, { onSuccess: () => setFiles([]) })
  return (
    <div className="flex flex-col gap-2">
      <DropZone
        label={t('photographs')}
        text={t('dropMore')}
        onFiles={(more) => setFiles([...files, ...more].slice(0, room))}
      />
      {judged.length > 0 && (
        <>
          <ul aria-label={t('photographs')} className="flex flex-col gap-2">
            {judged.map((each) => (
              <Photograph
                key={each.file.name}
                judged={each}
                looking={looking}
                onRemove={() => setFiles(files.filter((file) => file !== each.file))}
              />
            ))}
          </ul>
          <button
            type="button"
            className="self-end rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink disabled:opacity-45"
            disabled={bad || looking || change.isPending}
            onClick={send}
          >
            {change.isPending ? t('making') : t('addReferences')}
          </button>
        </>
      )}
    </div>
  )
}

/** The pictures that a character is defined by, each with how well its face can be measured. */
export const References = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const change = useReferences(character)
  const { references, name } = character
  const remove = (asset: string) =>
    change.mutate({ keep: references.map(({ asset_id }) => asset_id).filter((id) => id !== asset) })
  return (
    <section aria-label={t('references')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('references')}</h2>
      {references.length === 0 && <p className="text-[13px] text-muted">{t('noReferences')}</p>}
      <ul className={cn('grid gap-2', references.length > 1 ? 'grid-cols-2 md:grid-cols-3' : 'max-w-md grid-cols-1')}>
        {references.map((reference, at) => {
          const percent = Math.floor(reference.quality * 100)
          return (
            <li key={reference.asset_id} className="group relative">
              <a href={reference.url} target="_blank" rel="noreferrer">
                <Picture
                  src={reference.url}
                  alt={t('referenceAlt', { number: at + 1, name })}
                  edge={480}
                  ratio="4 / 5"
                  className="rounded-md"
                  eager
                />
              </a>
              <span className="absolute bottom-1.5 left-1.5">
                <Badge>
                  <span className="sr-only">{t('referenceQuality', { number: at + 1, percent })}</span>
                  <span aria-hidden>{t('quality', { percent })}</span>
                </Badge>
              </span>
              {!disabled && (
                <IconButton
                  look="plain"
                  size="small"
                  label={t('removeReference', { number: at + 1 })}
                  busy={change.isPending}
                  onClick={() => remove(reference.asset_id)}
                  className="absolute top-1.5 right-1.5"
                >
                  <Trash2 />
                </IconButton>
              )}
            </li>
          )
        })}
      </ul>
      {!disabled && references.length < MOST && <Adding character={character} room={MOST - references.length} />}
    </section>
  )
}
