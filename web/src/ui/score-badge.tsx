import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { type ScoreClass, scoreClass, scoreText } from '@/lib/score'

const COLORS: Record<ScoreClass, string> = {
  excellent: 'text-excellent border-excellent',
  good: 'text-good border-good',
  retake: 'text-retake border-retake',
  unscored: 'text-muted border-line-strong',
}
const SIGNS: Record<ScoreClass, string> = { excellent: '●', good: '◐', retake: '○', unscored: '' }

/** A score in its class's colour, with a sign for eyes that do not tell the colours apart. */
export const ScoreBadge = ({ score, className }: { score: number | null | undefined; className?: string }) => {
  const { t } = useTranslation('ui')
  const found = scoreClass(score)
  return (
    <span
      role="img"
      aria-label={t('score', { score: scoreText(score), words: t(found) })}
      title={t(found)}
      className={cn(
        'inline-flex items-center gap-1 rounded border bg-ground/80 px-1.5 font-medium text-[12px] tabular-nums',
        COLORS[found],
        className,
      )}
    >
      <span className="text-[9px]">{SIGNS[found]}</span>
      {scoreText(score)}
    </span>
  )
}
