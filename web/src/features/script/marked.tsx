import type { KeyboardEvent, MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScriptMention } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { at, useProjectId } from '@/lib/project'
import { stepFrom, useNames } from './marks'
import { piecesOf } from './pieces'

const STEPS = { ArrowRight: 1, ArrowLeft: -1 } as const

const walk = (event: KeyboardEvent<HTMLElement>) => {
  const by = STEPS[event.key as keyof typeof STEPS]
  if (!by) return
  event.preventDefault()
  stepFrom(event.currentTarget, by)
}

const PAGES = { character: 'characters', place: 'environments' } as const
const TABS = { character: 'cast', place: 'places' } as const

interface NameProps {
  named: ScriptMention
  text: string
  /** Whether Tab stops here: once in a scene, the arrows go on. */
  stop: boolean
}

/** A name in the text: solid and in its colour where it is known who that is, dotted where not; opens its card. */
const Name = ({ named: { kind, name }, text, stop }: NameProps) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const { marks, open } = useNames()
  const { id, called, hue } = marks[kind].get(name) ?? {}
  const press = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return // its page, in a tab of its own
    event.preventDefault()
    open(kind, name, event.currentTarget)
  }
  return (
    <a
      data-named={kind}
      href={id ? at(projectId, PAGES[kind], id) : `?tab=${TABS[kind]}`}
      title={called ? t('markIs', { name, called }) : t('markUnknown', { name })}
      aria-haspopup="dialog"
      tabIndex={stop ? 0 : -1}
      draggable={false}
      style={{ '--hue': hue } as React.CSSProperties}
      onClick={press}
      onKeyDown={walk}
      className={cn(
        'rounded-xs underline underline-offset-4 hover:bg-raised',
        id
          ? 'text-[oklch(var(--mark)_0.12_var(--hue))] decoration-2'
          : 'decoration-line-strong decoration-dotted decoration-2',
      )}
    >
      {text}
    </a>
  )
}

/** A line of the script with its names marked; `stop`: Tab comes to the first of them. */
export const Marked = ({ text, mentions, stop }: { text: string; mentions: ScriptMention[]; stop: boolean }) =>
  piecesOf(text, mentions).map((piece, place) =>
    piece.named ? (
      <Name
        // biome-ignore lint/suspicious/noArrayIndexKey: a script that is read does not change
        key={place}
        named={piece.named}
        text={piece.text}
        stop={stop && piece.named === mentions[0]}
      />
    ) : (
      piece.text
    ),
  )
