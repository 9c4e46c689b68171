import { Check, CircleCheckBig, MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut, PartsOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreClass, scoreText } from '@/lib/score'
import { span } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { ScoreBadge } from '@/ui/score-badge'

const FILLS = { excellent: 'bg-excellent', good: 'bg-good', retake: 'bg-retake', unscored: 'bg-line' }
const INKS = { excellent: 'text-excellent', good: 'text-good', retake: 'text-retake', unscored: 'text-muted' }
const PARTS = ['temporal', 'aesthetic', 'alignment'] as const

/** What the take score is made of: three bars in their classes' colours. */
const Parts = ({ parts }: { parts: PartsOut }) => {
  const { t } = useTranslation('clips')
  const { t: ui } = useTranslation('ui')
  return (
    <dl aria-label={t('partsOf')} className="grid grid-cols-3 gap-3 text-[12px]">
      {PARTS.map((name) => {
        const score = parts[name] ?? null
        const found = scoreClass(score)
        return (
          <div key={name}>
            <dt className="truncate text-muted">{t(`parts.${name}`)}</dt>
            <dd title={ui(found)} className={cn('font-medium tabular-nums', INKS[found])}>
              {scoreText(score)}
              <span className="mt-0.5 block h-1 rounded bg-line">
                <span className={cn('block h-1 rounded', FILLS[found])} style={{ width: `${score ?? 0}%` }} />
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const Findings = ({ take }: { take: AttemptOut }) => {
  const { t } = useTranslation('clips')
  if (take.findings.length === 0) return <p className="text-[13px] text-muted">{t('fine')}</p>
  return (
    <ul aria-label={t('findings')} className="list-disc space-y-0.5 pl-4 text-[13px]">
      {take.findings.map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  )
}

/** How the take was ordered and what it took, folded away. */
const Facts = ({ take }: { take: AttemptOut }) => {
  const { t } = useTranslation('clips')
  const { camera_movement: move, speed, seed, backend, tier, frames, handles } = take
  return (
    <details className="text-[13px] text-muted">
      <summary className="cursor-pointer">{t('words')}</summary>
      <p className="mt-1 text-ink">{take.prompt}</p>
      <p>{t('moved', { move, speed, seed, backend, tier })}</p>
      {handles > 0 && <p>{t('handles', { frames, handles })}</p>}
      <p>{t('took', { span: span(take.seconds), money: take.money ? t('costs', { money: take.money }) : '' })}</p>
      {take.negative_prompt && (
        <p>
          {t('negative')}: {take.negative_prompt}
        </p>
      )}
      {take.notes.length > 0 && <p>{take.notes.join('. ')}.</p>}
    </details>
  )
}

interface TakeColumnProps {
  take: AttemptOut
  busy: boolean
  why?: string | undefined
  /** How many notes are open. */
  notes: number
  onUse: () => void
  onNotes: () => void
}

/** Under a film: its number and score, what the score is made of, what is seen in it, what is said of it, and the way to let it stand. */
export const TakeColumn = ({ take, busy, why, notes, onUse, onNotes }: TakeColumnProps) => {
  const { t } = useTranslation('clips')
  return (
    <div className="space-y-2.5">
      <div className="flex min-h-8 flex-wrap items-center gap-1.5 [&>svg]:size-4">
        <span className="font-medium">{t('take', { number: take.number })}</span>
        {take.selected && <CircleCheckBig className="text-excellent" aria-label={t('selected')} />}
        <ScoreBadge score={take.score} />
        {take.state === 'needs_review' && <Badge tone="retake">{t('review')}</Badge>}
        {take.stale && (
          <span title={t('staleWhy')}>
            <Badge tone="stale">{t('stale')}</Badge>
          </span>
        )}
        <Button
          size="small"
          look="quiet"
          aria-label={t('notesOf', { number: take.number, count: notes })}
          className="ml-auto"
          onClick={onNotes}
        >
          <MessageSquare />
          {notes > 0 ? notes : t('say')}
        </Button>
        {take.selected && take.state !== 'needs_review' ? (
          <span className="text-[13px] text-excellent">{t('selected')}</span>
        ) : (
          <Button
            size="small"
            busy={busy}
            why={why}
            aria-label={t('useNumber', { number: take.number })}
            onClick={onUse}
          >
            <Check />
            {t('use')}
          </Button>
        )}
      </div>
      <Parts parts={take.parts} />
      <Findings take={take} />
      <Facts take={take} />
    </div>
  )
}
