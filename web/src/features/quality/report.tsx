import { CircleCheck } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { GenerationOut, QualityReport, SceneQuality } from '@/api/generated/types.gen'
import { scoreClass, scoreText } from '@/lib/score'
import { Skeleton } from '@/ui/states'
import { useDimension } from '@/ui/use-dimension'
import { axesOf, byNeed } from './figures'
import { Need, SceneCard } from './scene-card'
import { Spend } from './spend'
import { Steady } from './steady'

const RadarOf = lazy(() => import('./radar').then(({ RadarOf }) => ({ default: RadarOf })))

const INKS = { excellent: 'text-excellent', good: 'text-good', retake: 'text-retake', unscored: 'text-muted' }

const Overall = ({ report }: { report: QualityReport }) => {
  const { t } = useTranslation('quality')
  const { t: ui } = useTranslation('ui')
  const axes = axesOf(report.dimensions)
  const told = report.scenes.filter(({ score }) => score !== null).length
  const found = scoreClass(report.overall)
  return (
    <section aria-label={t('overall')} className="rounded-lg border bg-surface p-4">
      <h2 className="font-semibold">{t('overall')}</h2>
      <div className="flex flex-wrap justify-between gap-x-4">
        <div>
          <p className="mt-2 flex items-baseline gap-2">
            <span className={`font-semibold text-5xl tabular-nums ${INKS[found]}`}>{scoreText(report.overall)}</span>
            <span className="text-muted">{ui(found)}</span>
          </p>
          <p className="mt-1 text-[13px] text-muted">{t('overallHelp', { told, all: report.scenes.length })}</p>
        </div>
        <div>
          <h3 className="mt-2 font-medium text-[12px] text-muted">{t('steady')}</h3>
          <Steady radar={axes} className="mt-1 flex-col" />
        </div>
      </div>
      <Suspense fallback={<Skeleton className="h-[220px]" />}>
        <RadarOf radars={[axes]} label={t('mean')} size={220} />
      </Suspense>
    </section>
  )
}

/** Why a shot needs work, in a few words: its score, and what is weakest. */
const Why = ({ scene }: { scene: SceneQuality | undefined }) => {
  const { t } = useTranslation('quality')
  const named = useDimension()
  if (!scene?.needs) return null
  const count = scene.attempts
  const why = {
    clip: () => t('why.clip'),
    review: () => t('why.review', { count }),
    stale: () => t('why.stale'),
    score: () => (scene.score === null ? t('why.untold') : t('why.score', { score: scoreText(scene.score) })),
  }[scene.needs]()
  const weak = scene.weak.slice(0, 2).map(named).join(', ')
  return (
    <span className="min-w-0 flex-1 text-muted">
      {why}
      {weak && ` ${t('why.weakest', { weak })}`}
    </span>
  )
}

/** The scenes that need work, the most urgent first, each a way to its figures. */
const ToDo = ({ report, names }: { report: QualityReport; names: Map<number, string> }) => {
  const { t } = useTranslation('quality')
  return (
    <section aria-label={t('toDo')} className="rounded-lg border bg-surface p-4">
      <h2 className="font-semibold">{t('toDo')}</h2>
      {report.to_do.length === 0 ? (
        <p className="mt-2 flex items-center gap-2 text-[13px] text-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-excellent" />
          {t('nothingToDo')}
        </p>
      ) : (
        <ol className="mt-2 max-h-52 divide-y overflow-y-auto">
          {report.to_do.map((number) => (
            <li key={number} className="flex items-start gap-2 py-1.5 text-[13px]">
              <a href={`#scene-${number}`} className="shrink-0 font-medium underline underline-offset-2">
                {names.get(number) ?? number}
              </a>
              <Need needs={report.scenes.find(({ scene_number }) => scene_number === number)?.needs ?? null} />
              <Why scene={report.scenes.find(({ scene_number }) => scene_number === number)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** A generation as it was measured: the whole, what needs work, what it cost, and each shot. */
export const Report = ({ report, generation }: { report: QualityReport; generation: GenerationOut }) => {
  const asked = new Map(generation.scenes.map((scene) => [scene.scene_number, scene]))
  const names = new Map([...asked].map(([number, { scene, shot }]) => [number, `${scene}/${shot}`]))
  return (
    <div className="space-y-4 p-4">
      <div className="grid gap-4 lg:grid-cols-[5fr_4fr_4fr]">
        <Overall report={report} />
        <ToDo report={report} names={names} />
        <Spend generation={generation} />
      </div>
      {byNeed(report.scenes, report.to_do).map((scene) => (
        <SceneCard
          key={scene.shot_id}
          scene={scene}
          asked={asked.get(scene.scene_number)}
          boardId={generation.storyboard_id}
        />
      ))}
    </div>
  )
}
