import { useTranslation } from 'react-i18next'
import type { AxisOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreText } from '@/lib/score'
import { useDimension } from '@/ui/use-dimension'
import { steadiness } from './figures'

/** The figures that a frozen clip would win, never without the movement that tells whether one did. */
export const Steady = ({ radar, className }: { radar: readonly AxisOut[]; className?: string }) => {
  const { t } = useTranslation('quality')
  const named = useDimension()
  const { subject, background, movement } = steadiness(radar)
  const figures = [
    ['subject_consistency', scoreText(subject)],
    ['background_consistency', scoreText(background)],
    ['dynamic_degree', movement === null ? scoreText(null) : t(movement >= 50 ? 'moves' : 'stands')],
  ] as const
  return (
    <dl title={t('steadyHelp')} className={cn('flex flex-wrap gap-x-4 gap-y-1 text-[13px]', className)}>
      {figures.map(([dimension, told]) => (
        <div key={dimension} className="flex items-baseline gap-1.5">
          <dt className="text-muted">{named(dimension)}</dt>
          <dd className="font-medium tabular-nums">{told}</dd>
        </div>
      ))}
    </dl>
  )
}
