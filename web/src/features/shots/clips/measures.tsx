import { useTranslation } from 'react-i18next'
import type { AttemptOut, MetricOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { type ScoreClass, scoreClass, scoreText } from '@/lib/score'
import { Scroll } from '@/ui/scroll'
import { useDimension } from '@/ui/use-dimension'
import { percentOf, type Row, rowsOf, untoldOf } from './words'

const INKS: Record<ScoreClass, string> = {
  excellent: 'text-excellent',
  good: 'text-good',
  retake: 'text-retake',
  unscored: 'text-muted',
}
const SIGNS: Record<ScoreClass, string> = { excellent: '●', good: '◐', retake: '○', unscored: '' }

/** Little movement is no fault where the camera was told to stand. */
const isJudged = (take: AttemptOut, { dimension }: Row) =>
  dimension !== 'dynamic_degree' || take.camera_movement !== 'static'

const Cell = ({ metric, judged, best }: { metric: MetricOut | undefined; judged: boolean; best: boolean }) => {
  const { t } = useTranslation('clips')
  if (!metric || metric.normalised === null)
    return (
      <span className="text-muted" title={metric?.reason}>
        –
      </span>
    )
  const value = percentOf(metric)
  const found = judged ? scoreClass(value) : 'unscored'
  const { raw, backbone, official } = metric
  const whose = official ? t('official') : t('embedded')
  return (
    <span
      title={t('cell', { raw: raw === null ? '–' : raw.toFixed(4), backbone, whose })}
      className={cn('inline-flex items-center gap-1.5 tabular-nums', INKS[found], best && 'font-semibold')}
    >
      <span aria-hidden className="w-2 text-[9px]">
        {SIGNS[found]}
      </span>
      {scoreText(value)}
    </span>
  )
}

const useRowName = () => {
  const { t } = useTranslation('clips')
  const nameOf = useDimension()
  return ({ character, dimension }: Pick<Row, 'character' | 'dimension'>) =>
    character ? t('of', { character, part: nameOf(dimension) }) : nameOf(dimension)
}

/** What cannot be told of these takes, with why. */
const Untold = ({ takes }: { takes: AttemptOut[] }) => {
  const { t } = useTranslation('clips')
  const nameOf = useRowName()
  const groups = untoldOf(takes)
  const count = groups.reduce((sum, { names }) => sum + names.length, 0)
  if (count === 0) return null
  return (
    <details className="mt-2 text-[13px]">
      <summary className="cursor-pointer text-muted">{t('untold', { count })}</summary>
      <dl className="mt-1 space-y-1.5">
        {groups.map(({ reason, names }) => (
          <div key={reason}>
            <dt>{names.map(nameOf).join(', ')}</dt>
            <dd className="text-muted">{reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** The measurements of the takes beside each other, each in its class's colour, with what measured it. */
export const Measures = ({ takes }: { takes: AttemptOut[] }) => {
  const { t } = useTranslation('clips')
  const nameOf = useRowName()
  return (
    <section>
      <h2 className="mb-1 font-semibold">{t('measured')}</h2>
      <Scroll label={t('measured')} className="overflow-x-auto">
        <table className="w-full text-[13px]">
          <thead>
            <tr className="border-b text-[12px] text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {t('dimension')}
              </th>
              {takes.map((take) => (
                <th key={take.attempt_id} scope="col" className="w-20 py-1 text-left font-normal">
                  {t('take', { number: take.number })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(takes).map((row) => (
              <tr key={row.key} className="border-b">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {nameOf(row)}
                  <span className="block text-[12px] text-muted">
                    {row.cells.find((cell) => cell && cell.normalised !== null)?.backbone}
                  </span>
                </th>
                {takes.map((take, at) => (
                  <td key={take.attempt_id} className="py-1">
                    <Cell metric={row.cells[at]} judged={isJudged(take, row)} best={at === row.best} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Untold takes={takes} />
    </section>
  )
}
