import { ArrowRight, Eye } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { GenerationScene, SceneQuality } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { scoreText } from '@/lib/score'
import { Badge } from '@/ui/badge'
import { buttonClasses } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { Skeleton } from '@/ui/states'
import { Steady } from './steady'
import { Figures, People } from './tables'

// recharts comes only where a figure is drawn
const RadarOf = lazy(() => import('./radar').then(({ RadarOf }) => ({ default: RadarOf })))

const NEED_TONES = { clip: 'plain', review: 'retake', stale: 'stale', score: 'retake' } as const
const PARTS = ['temporal', 'aesthetic', 'alignment'] as const

/** What a scene needs, as a word. */
export const Need = ({ needs }: { needs: SceneQuality['needs'] }) => {
  const { t } = useTranslation('quality')
  return needs && <Badge tone={NEED_TONES[needs]}>{t(`needs.${needs}`)}</Badge>
}

const Parts = ({ parts }: { parts: SceneQuality['parts'] }) => {
  const { t } = useTranslation('quality')
  return (
    <dl title={t('partsHelp')} className="grid grid-cols-3 gap-2 text-center">
      {PARTS.map((part) => (
        <div key={part} className="rounded bg-raised px-1 py-1.5">
          <dd className="font-semibold text-base tabular-nums">{scoreText(parts[part])}</dd>
          <dt className="text-[12px] text-muted">{t(`parts.${part}`)}</dt>
        </div>
      ))}
    </dl>
  )
}

const Head = ({ scene, name, boardId }: { scene: SceneQuality; name: string; boardId: string }) => {
  const { t } = useTranslation('quality')
  const projectId = useProjectId()
  return (
    <header className="flex flex-wrap items-center gap-2">
      <h2 className="font-semibold text-base">{t('shot', { shot: name })}</h2>
      <ScoreBadge score={scene.score} />
      <Need needs={scene.needs} />
      <span className="text-[13px] text-muted">
        {scene.attempt_number
          ? t('take', { number: scene.attempt_number, of: scene.attempts })
          : `${t('noTake')} · ${t('takes', { count: scene.attempts })}`}
      </span>
      <Link
        aria-label={t('openShot', { shot: name })}
        to={`${at(projectId, 'storyboards', boardId, 'shots', scene.shot_id)}?view=clips`}
        className={buttonClasses({ look: scene.needs ? 'primary' : 'plain', size: 'small' }).concat(' ml-auto')}
      >
        {scene.needs_review ? <Eye /> : <ArrowRight />}
        {t('openShot', { shot: name })}
      </Link>
    </header>
  )
}

const Measured = ({ scene, name }: { scene: SceneQuality; name: string }) => {
  const { t } = useTranslation('quality')
  return (
    <div className="min-w-0">
      <Figures metrics={scene.metrics} weak={scene.weak} label={t('figures', { shot: name })} />
      <People metrics={scene.metrics} />
      {scene.findings.length > 0 && (
        <ul aria-label={t('findings')} className="mt-3 list-disc space-y-0.5 pl-5 text-[13px]">
          {scene.findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A shot's quality: its picture, its shape, its figures, and what it needs. */
export const SceneCard = ({
  scene,
  asked,
  boardId,
}: {
  scene: SceneQuality
  asked: GenerationScene | undefined
  boardId: string
}) => {
  const { t } = useTranslation('quality')
  const name = asked ? `${asked.scene}/${asked.shot}` : String(scene.scene_number)
  const measured = scene.metrics.length > 0
  return (
    <article
      id={`scene-${scene.scene_number}`}
      aria-label={t('shot', { shot: name })}
      className="scroll-mt-32 rounded-lg border bg-surface p-4"
    >
      <Head scene={scene} name={name} boardId={boardId} />
      <div className="mt-3 grid gap-4 md:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="min-w-0 space-y-2">
          <Picture
            src={asked?.selected?.poster_url ?? asked?.hero_frame?.image_url}
            alt={asked?.description ?? ''}
            edge={640}
            className={measured ? 'rounded' : 'max-w-48 rounded'}
          />
          {scene.score !== null && <Parts parts={scene.parts} />}
          {measured && <Steady radar={scene.radar} />}
          {measured && (
            <Suspense fallback={<Skeleton className="h-[260px]" />}>
              <RadarOf radars={[scene.radar]} label={t('radar', { shot: name })} />
            </Suspense>
          )}
        </div>
        {measured && <Measured scene={scene} name={name} />}
      </div>
    </article>
  )
}
