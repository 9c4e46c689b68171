import { ExternalLink, ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ScreenplayOut, ScriptPart } from '@/api/generated/types.gen'
import { Pick } from '@/features/definitions/pick'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { at, useProjectId } from '@/lib/project'
import { buttonClasses, IconButton } from '@/ui/button'
import { Tooltip } from '@/ui/tooltip'
import { useNames } from './marks'
import { useLinks } from './use-links'

export interface PartProps {
  part: ScriptPart
  script: ScreenplayOut
}

/** The dot that has the colour of a name in the text. */
export const Dot = ({ hue }: { hue: number | undefined }) => (
  <span
    aria-hidden
    style={{ '--hue': hue } as React.CSSProperties}
    className={
      hue === undefined
        ? 'size-2.5 shrink-0 rounded-full border border-line-strong border-dotted'
        : 'size-2.5 shrink-0 rounded-full bg-[oklch(var(--mark)_0.12_var(--hue))]'
    }
  />
)

/** Who somebody of the script is, in a line: their name there, how much they say, under which names they go. */
export const PartFacts = ({ part }: { part: ScriptPart }) => {
  const { t } = useTranslation('script')
  const { marks } = useNames()
  return (
    <>
      <div className="flex items-center gap-2">
        <Dot hue={marks.character.get(part.name)?.hue} />
        <span className="min-w-0 truncate font-medium">{part.name}</span>
        <span className="ml-auto shrink-0 text-[12px] text-muted">
          {part.heard_only ? t('heardOnly') : t('speaks', { count: part.cues })}
        </span>
      </div>
      {part.aliases.length > 0 && (
        <p className="text-[12px] text-muted">{t('aliases', { names: part.aliases.join(', ') })}</p>
      )}
    </>
  )
}

/** Which character of ours plays a part: chosen among all of them, looked at, or defined by photographs. */
export const WhoPlays = ({ part, script, children }: PartProps & { children?: React.ReactNode }) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const links = useLinks(script)
  const { may } = useMay('edit')
  const { define } = useNames()
  const input = useRef<HTMLInputElement>(null)
  const { name, character_id: id } = part
  const called = part.character_name ?? ''
  return (
    <div className="flex items-center gap-1">
      <Pick
        kind="character"
        className="flex-1"
        aria-label={t('who', { name })}
        value={id ? { id, name: called, picture: part.thumbnail_url } : null}
        placeholder={part.linked_by === 'hand' ? t('nobody') : t('unlinked')}
        disabled={!may || links.busy}
        onPick={(character) => links.who(name, { character: character.id })}
        clear={t('notThem', { name, called })}
        onClear={() => links.who(name, { character: null })}
      />
      {id && (
        <Tooltip text={t('openIts', { called })}>
          <Link
            to={at(projectId, 'characters', id)}
            aria-label={t('openIts', { called })}
            className={cn(buttonClasses({ look: 'quiet' }), 'w-8 px-0')}
          >
            <ExternalLink />
          </Link>
        </Tooltip>
      )}
      <IconButton label={t('photographs', { name })} disabled={!may} onClick={() => input.current?.click()}>
        <ImagePlus />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        accept="image/*"
        aria-label={t('photographs', { name })}
        className="hidden"
        onChange={({ target }) => define(name, [...(target.files ?? [])])}
      />
      {children}
    </div>
  )
}
