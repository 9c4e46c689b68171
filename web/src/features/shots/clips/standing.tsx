import { Clapperboard, Eye, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GenerationOut, GenerationScene } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { span } from '@/lib/time'
import { Button } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { isOpen, type useClipJob } from './use-clips'

const Told = ({
  tone,
  icon,
  title,
  children,
}: {
  tone: string
  icon: ReactNode
  title: string
  children: ReactNode
}) => (
  <div
    className={cn(
      'flex items-start gap-2 rounded-md border px-3 py-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0',
      tone,
    )}
  >
    {icon}
    <p className="min-w-0 text-ink">
      <strong className="font-semibold">{title}</strong> · <span className="text-muted">{children}</span>
    </p>
  </div>
)

/** The job at work: which take it is at, how long it still takes, and the way to stop it; or why it ended early. */
const AtWork = ({ clip, why }: { clip: ReturnType<typeof useClipJob>; why?: string | undefined }) => {
  const { t } = useTranslation('clips')
  const { job } = clip
  if (!job) return null
  if (isOpen(job)) {
    const waits = job.state === 'queued'
    const left = job.eta_seconds === null ? t('unknown') : t('left_time', { span: span(job.eta_seconds) })
    return (
      <div role="status" className="flex items-center gap-3 rounded-md border border-accent px-3 py-2">
        <div className="min-w-0 flex-1 space-y-1.5">
          <p className="flex gap-2">
            <span className="font-medium">{waits ? t('inLine') : t('atWork')}</span>
            <span className="min-w-0 flex-1 truncate text-muted">{job.message}</span>
            {!waits && <span className="whitespace-nowrap text-muted tabular-nums">{left}</span>}
          </p>
          <Progress value={waits ? 0 : job.progress} label={t('atWork')} />
        </div>
        <Button size="small" busy={clip.cancelling || job.cancel_requested} why={why} onClick={clip.cancel}>
          {t('cancel')}
        </Button>
      </div>
    )
  }
  if (job.state !== 'failed') return null
  return (
    <div role="alert" className="flex items-center gap-3 rounded-md border border-retake px-3 py-2">
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{t('failed')}</strong>
        <span className="text-muted"> · {String(job.error?.detail ?? job.message)}</span>
      </p>
      <Button size="small" why={why} onClick={clip.retry}>
        {t('retry')}
      </Button>
    </div>
  )
}

interface StandingProps {
  generation: GenerationOut
  scene: GenerationScene
  clip: ReturnType<typeof useClipJob>
  why?: string | undefined
  onDirect: () => void
}

/** How the scene stands: who is at work on it, what waits for somebody's eyes, what it cost so far. */
export const Standing = ({ generation, scene, clip, why, onDirect }: StandingProps) => {
  const { t } = useTranslation('clips')
  const { seconds, money, seconds_per_accepted_second: each } = generation.spending
  return (
    <div className="space-y-2">
      <AtWork clip={clip} why={why} />
      {scene.needs_review && (
        <Told tone="border-retake text-retake" icon={<Eye />} title={t('reviewTitle')}>
          {t('reviewHelp')}
        </Told>
      )}
      {scene.stale && (
        <Told tone="border-stale text-stale" icon={<TriangleAlert />} title={t('staleTitle')}>
          {t('staleHelp')}
        </Told>
      )}
      {scene.attempts > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p className="min-w-0 flex-1 text-[13px] text-muted tabular-nums">
            {t('spent', { span: span(seconds), money: money ? t('costs', { money }) : '' })}
            {each !== null && ` · ${t('perSecond', { span: span(each) })}`}
          </p>
          <Button size="small" why={why} onClick={onDirect}>
            <Clapperboard />
            {t('toDirect')}
          </Button>
        </div>
      )}
    </div>
  )
}
