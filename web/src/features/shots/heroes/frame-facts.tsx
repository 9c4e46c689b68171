import { useTranslation } from 'react-i18next'
import type { HeroFrameOut } from '@/api/generated/types.gen'
import { ago } from '@/lib/time'
import { ScoreBadge } from '@/ui/score-badge'
import { useFrameName } from './use-heroes'
import { kindOf, markedOf, variedOf } from './words'

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) =>
  children ? (
    <div>
      <dt className="text-[12px] text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  ) : null

/** What the backend was told, the words that were added to it underlined, each with why. */
const Enhanced = ({ frame }: { frame: HeroFrameOut }) =>
  markedOf(frame.enhanced_prompt, frame.added).map(({ text, why }) =>
    why === null ? (
      text
    ) : (
      <mark key={text} title={why} className="bg-transparent text-accent underline decoration-dotted">
        {text}
      </mark>
    ),
  )

const Cast = ({ frame }: { frame: HeroFrameOut }) => (
  <ul className="space-y-1 text-[13px]">
    {frame.characters.map((seen) => (
      <li key={seen.character} className="flex flex-wrap items-center gap-x-2">
        <ScoreBadge score={seen.score} />
        {seen.character}
        {seen.finding && (
          <span title={seen.finding} className="line-clamp-2 text-muted">
            {seen.finding}
          </span>
        )}
      </li>
    ))}
  </ul>
)

/** What a frame is at a glance: how each character holds, what was varied, what drew it. */
export const FrameHead = ({ frame }: { frame: HeroFrameOut }) => {
  const { t } = useTranslation('heroes')
  const name = useFrameName()(frame)
  const { name: varied, turned } = variedOf(frame.changed)
  const own = kindOf(frame) === 'upload'
  return (
    <section className="space-y-2">
      <h2 className="font-semibold">{name}</h2>
      <Cast frame={frame} />
      <dl className="grid gap-2 text-[13px]">
        <Fact name={own ? t('file') : t('varied')}>{[varied, ...turned].filter(Boolean).join(' · ')}</Fact>
        <Fact name={t('model')}>
          {!own && [...new Set([frame.backend, frame.model]), frame.tier, `${t('seed')} ${frame.seed}`].join(' · ')}
        </Fact>
      </dl>
    </section>
  )
}

/** How a frame was made: the words, what was added to them and why, who ordered it. */
export const FrameFacts = ({ frame }: { frame: HeroFrameOut }) => {
  const { t } = useTranslation('heroes')
  const drawn = frame.enhanced_prompt && frame.enhanced_prompt !== frame.prompt
  return (
    <section className="space-y-2 border-t pt-4">
      <h2 className="font-semibold">{t('facts')}</h2>
      <dl className="grid gap-2 text-[13px]">
        <Fact name={t('prompt')}>{frame.prompt}</Fact>
        <Fact name={frame.added.length ? `${t('enhanced')} · ${t('added', { by: frame.enhanced_by })}` : t('enhanced')}>
          {drawn && <Enhanced frame={frame} />}
        </Fact>
        <Fact name={t('left_out')}>{frame.prompt_notes.join(' ')}</Fact>
        <Fact name={t('negative')}>{frame.negative_prompt}</Fact>
        <Fact name={t('notes')}>{frame.notes.join(' ')}</Fact>
        <Fact name={t('made')}>{t('by', { name: frame.created_by_name, ago: ago(frame.created_at) })}</Fact>
      </dl>
    </section>
  )
}
