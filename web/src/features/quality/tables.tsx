import { BadgeCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MetricOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreText } from '@/lib/score'
import { ScoreBadge } from '@/ui/score-badge'
import { Tooltip } from '@/ui/tooltip'
import { useDimension } from '@/ui/use-dimension'
import { people, percent, sorted } from './figures'

export const HEAD = 'px-2 py-1 text-left font-medium text-[12px] text-muted'
export const CELL = 'px-2 py-1 align-middle'

/** How well, as a bar with its figure: length for the eye, the figure for everybody. */
const Bar = ({ value, weak }: { value: number; weak: boolean }) => (
  <span className="flex items-center gap-2">
    <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded bg-line max-sm:w-12">
      <span
        style={{ width: `${value}%` }}
        className={cn('block h-full rounded', weak ? 'bg-retake' : 'bg-line-strong')}
      />
    </span>
    <span className={cn('w-7 text-right tabular-nums', weak && 'font-semibold text-retake')}>{scoreText(value)}</span>
  </span>
)

const Measured = ({ metric, weak }: { metric: MetricOut; weak: boolean }) => {
  const { t } = useTranslation('quality')
  const named = useDimension()
  return (
    <tr className="border-t">
      <th
        scope="row"
        className={cn(CELL, 'text-left font-normal sm:whitespace-nowrap', weak && 'font-semibold text-retake')}
      >
        {named(metric.dimension)}
        {weak && <span className="sr-only"> ({t('weak')})</span>}
      </th>
      <td className={CELL}>
        <Bar value={percent(metric.normalised) ?? 0} weak={weak} />
      </td>
      <td className={cn(CELL, 'text-muted tabular-nums max-sm:hidden')}>{metric.raw?.toFixed(3)}</td>
      <td className={cn(CELL, 'w-full max-w-0 truncate text-[12px] text-muted max-lg:hidden')} title={metric.backbone}>
        {metric.official ? (
          <Tooltip text={t('official')}>
            <span className="inline-flex items-center gap-1">
              <BadgeCheck aria-label={t('official')} className="size-3.5 text-excellent" />
              {metric.backbone}
            </span>
          </Tooltip>
        ) : (
          <Tooltip text={t('embedded')}>
            <span>{metric.backbone}</span>
          </Tooltip>
        )}
      </td>
    </tr>
  )
}

/** What was measured of a clip, dimension by dimension; what could not be told stands below with its reason. */
export const Figures = ({
  metrics,
  weak,
  label,
}: {
  metrics: readonly MetricOut[]
  weak: readonly string[]
  label: string
}) => {
  const { t } = useTranslation('quality')
  const { told, untold } = sorted(metrics)
  return (
    <div className="min-w-0">
      {told.length > 0 && (
        <table className="w-full text-[13px]">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr>
              <th className={HEAD}>{t('dimension')}</th>
              <th className={HEAD}>{t('value')}</th>
              <th className={cn(HEAD, 'max-sm:hidden')}>{t('raw')}</th>
              <th className={cn(HEAD, 'max-lg:hidden')}>{t('by')}</th>
            </tr>
          </thead>
          <tbody>
            {told.map((metric) => (
              <Measured key={metric.dimension} metric={metric} weak={weak.includes(metric.dimension)} />
            ))}
          </tbody>
        </table>
      )}
      <NotTold untold={untold} />
    </div>
  )
}

const NotTold = ({ untold }: { untold: ReturnType<typeof sorted>['untold'] }) => {
  const { t } = useTranslation('quality')
  const named = useDimension()
  const count = untold.reduce((sum, { dimensions }) => sum + dimensions.length, 0)
  if (count === 0) return null
  return (
    <details className="mt-2 border-t pt-2 text-[13px]">
      <summary className="cursor-pointer text-muted">{t('untold', { count })}</summary>
      <dl className="mt-1 space-y-1.5">
        {untold.map(({ reason, dimensions }) => (
          <div key={reason}>
            <dt>{dimensions.map(named).join(', ')}</dt>
            <dd className="text-[12px] text-muted">{reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

const PARTS = ['face', 'hair', 'outfit', 'style'] as const
const isPart = (name: string): name is (typeof PARTS)[number] => (PARTS as readonly string[]).includes(name)

/** How each person of the clip is held, 0–100. */
export const People = ({ metrics }: { metrics: readonly MetricOut[] }) => {
  const { t } = useTranslation('quality')
  const found = people(metrics)
  if (found.length === 0) return null
  return (
    <section aria-label={t('people')} className="mt-3">
      <h3 className="font-medium text-[12px] text-muted">{t('people')}</h3>
      <ul className="mt-1 space-y-1">
        {found.map(([name, measured]) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
            <span className="min-w-16 font-medium">{name}</span>
            {measured.map(({ dimension, normalised, reason }) => (
              <span key={dimension} title={reason || undefined} className="inline-flex items-center gap-1">
                <span className="text-muted">{isPart(dimension) ? t(`person.${dimension}`) : dimension}</span>
                <ScoreBadge score={normalised} />
                {normalised === null && reason && <span className="text-[12px] text-muted">{reason}</span>}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
