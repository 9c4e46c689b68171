import { CircleCheckBig, Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Badge } from '@/ui/badge'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'

interface StripProps {
  takes: AttemptOut[]
  shown: string[]
  making: boolean
  onToggle: (id: string) => void
}

/** Every take of the clip in a row, however many; a click puts one beside the others or takes it away. */
export const Strip = ({ takes, shown, making, onToggle }: StripProps) => {
  const { t } = useTranslation('clips')
  return (
    <ol aria-label={t('strip')} className="flex gap-2 overflow-x-auto border-t bg-surface p-2">
      {takes.map((take) => (
        <li key={take.attempt_id} className="w-36 shrink-0">
          <button
            type="button"
            aria-pressed={shown.includes(take.attempt_id)}
            title={t('shown', { number: take.number })}
            onClick={() => onToggle(take.attempt_id)}
            className={cn(
              'relative block w-full overflow-hidden rounded border text-left',
              shown.includes(take.attempt_id) ? 'border-accent outline-1 outline-accent' : 'border-line',
            )}
          >
            <Picture src={take.poster_url} alt="" edge={160} />
            <span className="absolute inset-x-1 bottom-1 flex items-end gap-1">
              <Badge className="text-ink [&>svg]:size-3">
                {t('take', { number: take.number })}
                {take.selected && <CircleCheckBig className="text-excellent" aria-label={t('selected')} />}
                {take.state === 'needs_review' && <Eye className="text-retake" aria-label={t('review')} />}
              </Badge>
              <ScoreBadge score={take.score} className="ml-auto" />
            </span>
          </button>
        </li>
      ))}
      {making && (
        <li className="flex w-36 shrink-0 items-center justify-center gap-2 rounded border border-dashed p-2 text-center text-[12px] text-muted">
          <span aria-hidden className="size-2 shrink-0 animate-pulse rounded-full bg-accent" />
          {t('atWork')}
        </li>
      )}
    </ol>
  )
}
