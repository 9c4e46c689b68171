import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getScreenplayQueryKey, listCharactersOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut, ScriptPart } from '@/api/generated/types.gen'
import { CreateDialog } from '@/features/characters/create-dialog'
import { useMay } from '@/features/session/use-may'
import { isPicture, TAKES_PICTURES } from '@/lib/files'
import { at, useProjectId } from '@/lib/project'
import { IconButton } from '@/ui/button'
import { Select } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { useLinks, type Who } from './use-links'

const [NOBODY, NONE, SAME] = ['nobody', 'none', 'same:']

const chosenFor = (part: ScriptPart) => part.character_id ?? (part.linked_by === 'hand' ? NONE : '')

const whoOf = (value: string): Who => {
  if (value === '') return 'reader'
  if (value === NOBODY) return 'nobody'
  if (value === NONE) return { character: null }
  return value.startsWith(SAME) ? { same: value.slice(SAME.length) } : { character: value }
}

interface PartRowProps {
  part: ScriptPart
  script: ScreenplayOut
  characters: { id: string; name: string; thumbnail_url: string | null }[]
  onDefine: (files: File[]) => void
}

const PartRow = ({ part, script, characters, onDefine }: PartRowProps) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const links = useLinks(script)
  const { may } = useMay('edit')
  const input = useRef<HTMLInputElement>(null)
  const linked = characters.find(({ id }) => id === part.character_id)
  return (
    <li
      className="flex gap-3 border-b p-3"
      {...TAKES_PICTURES}
      onDrop={({ dataTransfer }) => onDefine([...dataTransfer.files])}
    >
      <Picture src={linked?.thumbnail_url} alt="" edge={64} ratio="1" className="size-14 shrink-0 rounded" />
      <div className="min-w-0 flex-1 space-y-1">
        <div className="flex items-baseline gap-2">
          {linked ? (
            <Link to={at(projectId, 'characters', linked.id)} className="truncate font-medium hover:underline">
              {part.name}
            </Link>
          ) : (
            <span className="truncate font-medium">{part.name}</span>
          )}
          <span className="text-[12px] text-muted">
            {part.heard_only ? t('heardOnly') : t('speaks', { count: part.cues })}
          </span>
        </div>
        {part.aliases.length > 0 && (
          <p className="text-[12px] text-muted">{t('aliases', { names: part.aliases.join(', ') })}</p>
        )}
        <div className="flex gap-1">
          <Select
            aria-label={t('who', { name: part.name })}
            value={chosenFor(part)}
            disabled={!may || links.busy}
            onChange={({ target }) => links.who(part.name, whoOf(target.value))}
          >
            <option value="">{t('unlinked')}</option>
            {characters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={NONE}>{t('nobody')}</option>
            <option value={NOBODY}>{t('noCharacter')}</option>
            {script.cast
              .filter(({ name }) => name !== part.name)
              .map(({ name }) => (
                <option key={name} value={SAME + name}>
                  {t('sameAs', { name })}
                </option>
              ))}
          </Select>
          <IconButton
            label={t('photographs', { name: part.name })}
            disabled={!may}
            onClick={() => input.current?.click()}
          >
            <ImagePlus />
          </IconButton>
          <input
            ref={input}
            type="file"
            multiple
            accept="image/*"
            aria-label={t('photographs', { name: part.name })}
            className="hidden"
            onChange={({ target }) => onDefine([...(target.files ?? [])])}
          />
        </div>
      </div>
    </li>
  )
}

/** Who is in the script, and which character of ours that is; photographs dropped on a name define it. */
export const CastPanel = ({ script }: { script: ScreenplayOut }) => {
  const queries = useQueryClient()
  const { data } = useQuery(listCharactersOptions({ query: { limit: 200 } }))
  const [defining, setDefining] = useState<{ name: string; files: File[] } | null>(null)
  const links = useLinks(script)
  const define = (name: string) => (dropped: File[]) => {
    const files = dropped.filter(isPicture)
    if (files.length > 0) setDefining({ name, files })
  }
  const made = (name: string) => (id: string) => {
    setDefining(null)
    void queries.invalidateQueries({ queryKey: getScreenplayQueryKey({ path: { screenplay_id: script.id } }) })
    links.who(name, { character: id })
  }
  return (
    <>
      <ul>
        {script.cast.map((part) => (
          <PartRow
            key={part.name}
            part={part}
            script={script}
            characters={data?.characters ?? []}
            onDefine={define(part.name)}
          />
        ))}
      </ul>
      {defining && (
        <CreateDialog
          files={defining.files}
          name={defining.name}
          onClose={() => setDefining(null)}
          onMade={made(defining.name)}
        />
      )}
    </>
  )
}
