import { useQuery } from '@tanstack/react-query'
import { TrendingUp } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getQualityTrendsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { GenerationOut, QualityTrends, TrendPoint } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { oneOf } from '@/lib/one-of'
import { scoreText } from '@/lib/score'
import { span } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { ScoreBadge } from '@/ui/score-badge'
import { Scroll } from '@/ui/scroll'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { useDimension } from '@/ui/use-dimension'
import { axesOf } from './figures'
import { Gain } from './gain'
import type { Series } from './lines'
import { moneyText } from './spend'
import { CELL, HEAD } from './tables'

const LinesOf = lazy(() => import('./lines').then(({ LinesOf }) => ({ default: LinesOf })))

const KINDS = ['scenes', 'dimensions'] as const

/** The lines beside the whole: of each shot, or of each dimension that can be told. */
const useSeries = (points: TrendPoint[], names: Map<number, string>, kind: (typeof KINDS)[number]): Series[] => {
  const named = useDimension()
  if (kind === 'scenes')
    return [...names].map(([number, name]) => ({
      name,
      values: points.map(({ scenes }) => scenes.find(({ scene_number }) => scene_number === number)?.score ?? null),
    }))
  const axes = points.map(
    ({ dimensions }) => new Map(axesOf(dimensions).map(({ dimension, value }) => [dimension, value])),
  )
  const told = [...(axes.at(-1) ?? [])].filter(([, value]) => value !== null)
  return told.map(([dimension]) => ({
    name: named(dimension),
    values: axes.map((each) => each.get(dimension) ?? null),
  }))
}

/** The same as the lines, as figures; and what each iteration cost. */
const Table = ({
  points,
  series,
  onCompare,
}: {
  points: TrendPoint[]
  series: Series[]
  onCompare: (point: TrendPoint) => void
}) => {
  const { t } = useTranslation('quality')
  return (
    <Scroll label={t('trendFigures')} className="rounded-lg border bg-surface">
      <table className="w-full whitespace-nowrap text-[13px]">
        <caption className="sr-only">{t('trendOf')}</caption>
        <thead>
          <tr className="border-b">
            <th className={HEAD}>{t('iteration')}</th>
            <th className={HEAD}>{t('takeScore')}</th>
            <th className={HEAD}>{t('change')}</th>
            {series.map(({ name }) => (
              <th key={name} className={HEAD}>
                {name}
              </th>
            ))}
            <th className={HEAD}>{t('attempts')}</th>
            <th className={HEAD}>{t('spending')}</th>
            <th className={HEAD}>{t('perSecond')}</th>
            <th className={HEAD}>
              <span className="sr-only">{t('views.compare')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr key={point.generation_id} className="border-b last:border-b-0">
              <th scope="row" className={cn(CELL, 'text-left font-medium')}>
                {t('iterationNumber', { number: point.number })}
              </th>
              <td className={CELL}>
                <ScoreBadge score={point.overall} />
              </td>
              <td className={CELL}>
                <Gain by={point.change} />
              </td>
              {series.map(({ name, values }) => (
                <td key={name} className={cn(CELL, 'tabular-nums')}>
                  {scoreText(values[at])}
                </td>
              ))}
              <td className={cn(CELL, 'tabular-nums')}>{point.attempts}</td>
              <td className={cn(CELL, 'tabular-nums')}>
                {span(point.spending.seconds)}
                {point.spending.money > 0 && ` · ${moneyText(point.spending.money)}`}
              </td>
              <td className={cn(CELL, 'tabular-nums')}>
                {point.spending.seconds_per_accepted_second === null
                  ? '–'
                  : span(point.spending.seconds_per_accepted_second)}
              </td>
              <td className={CELL}>
                {at > 0 && (
                  <Button size="small" look="quiet" onClick={() => onCompare(point)}>
                    {t('compareThese', { number: points[at - 1]?.number ?? '' })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Kinds = ({ kind, onKind }: { kind: string; onKind: (kind: (typeof KINDS)[number]) => void }) => {
  const { t } = useTranslation('quality')
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">{t('lines')}</legend>
      {KINDS.map((each) => (
        <Button
          key={each}
          size="small"
          look="quiet"
          aria-pressed={kind === each}
          className={kind === each ? 'bg-raised text-accent' : 'text-muted'}
          onClick={() => onKind(each)}
        >
          {t(`lineKinds.${each}`)}
        </Button>
      ))}
    </fieldset>
  )
}

const Drawn = ({ trends, generation }: { trends: QualityTrends; generation: GenerationOut }) => {
  const { t } = useTranslation('quality')
  const [params, put] = usePut()
  const kind = oneOf(KINDS, params.get('lines'))
  const names = new Map(generation.scenes.map(({ scene_number, scene, shot }) => [scene_number, `${scene}/${shot}`]))
  const points = trends.iterations
  const series = useSeries(points, names, kind)
  const whole = { name: t('takeScore'), values: points.map(({ overall }) => overall), main: true }
  return (
    <div className="space-y-4 p-4">
      {points.length > 1 ? (
        <section aria-label={t('trendOf')} className="rounded-lg border bg-surface p-4">
          <header className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <h2 className="font-semibold">{t('trendOf')}</h2>
            <Kinds kind={kind} onKind={(each) => put({ lines: each === 'scenes' ? null : each })} />
          </header>
          <Suspense fallback={<Skeleton className="h-72" />}>
            <LinesOf
              series={[whole, ...series]}
              points={points.map(({ number }) => t('iterationNumber', { number }))}
              label={t('trendOf')}
            />
          </Suspense>
        </section>
      ) : (
        <EmptyState icon={<TrendingUp />} title={t('one')}>
          {t('oneHelp')}
        </EmptyState>
      )}
      <Table
        points={points}
        series={series}
        onCompare={({ generation_id, parent_id }) =>
          put({ view: 'compare', generation: generation_id, with: parent_id })
        }
      />
      <p className="text-[13px] text-muted">
        {trends.suggestions_accepted > 0
          ? t('suggestions', { count: trends.suggestions_accepted, gain: trends.suggestion_gain?.toFixed(1) ?? '–' })
          : t('noSuggestions')}
      </p>
    </div>
  )
}

/** How the scores went from iteration to iteration: as lines, and as figures. */
export const Trends = ({ generation }: { generation: GenerationOut }) => {
  const query = useQuery(getQualityTrendsOptions({ path: { generation_id: generation.id } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-72" />}>
      {(trends) => <Drawn trends={trends} generation={generation} />}
    </Loaded>
  )
}
