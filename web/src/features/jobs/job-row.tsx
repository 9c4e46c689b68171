import { useTranslation } from 'react-i18next'
import type { JobOut, JobThing, JobRow as Listed } from '@/api/generated/types.gen'
import { ThingPicture } from '@/features/reviews/thing-picture'
import { useThingName } from '@/features/reviews/use-thing-name'
import { cn } from '@/lib/cn'
import { ago, span } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Progress } from '@/ui/progress'
import en from './en'
import { JobButtons } from './job-buttons'
import { isOpen, kindKey, worked } from './words'

const TONES = {
  queued: 'plain',
  running: 'accent',
  waiting: 'accent',
  paused: 'good',
  succeeded: 'excellent',
  failed: 'retake',
  cancelled: 'plain',
} as const

/** What a job is called. */
export const useJobName = () => {
  const { t } = useTranslation('jobs')
  return (kind: string) => {
    const key = kindKey(kind, en.kinds)
    return key ? t(key) : kind.replaceAll('_', ' ')
  }
}

/** A job's state as a badge, or what was asked of it and is not done yet. */
export const JobState = ({ job }: { job: JobOut }) => {
  const { t } = useTranslation('jobs')
  if (isOpen(job) && job.cancel_requested) return <Badge tone="retake">{t('cancelling')}</Badge>
  if (isOpen(job) && job.pause_requested && job.state !== 'paused') return <Badge tone="good">{t('pausing')}</Badge>
  return <Badge tone={TONES[job.state]}>{t(`states.${job.state}`)}</Badge>
}

/** When it is a job's turn: its place in line, how soon, and by which priority; of one that is over, what it took. */
const Times = ({ job }: { job: Listed }) => {
  const { t } = useTranslation('jobs')
  const seconds = worked(job)
  const [place, soon] = [job.queue_position ?? null, job.starts_in_seconds ?? null]
  return (
    <span className="w-40 shrink-0 text-right text-[12px] text-muted tabular-nums max-sm:hidden">
      {place !== null && (
        <div>{soon === null ? t('places', { place }) : t('placesSoon', { place, span: span(soon) })}</div>
      )}
      {job.state === 'queued' && <div>{t('order', { priority: job.priority })}</div>}
      {isOpen(job) && job.eta_seconds !== null && <div>{t('left', { span: span(job.eta_seconds) })}</div>}
      {!isOpen(job) && seconds !== null && <div>{t('took', { span: span(seconds) })}</div>}
      {!!job.seconds && job.seconds >= 1 && <div>{t('spentShort', { span: span(job.seconds) })}</div>}
      <div>{ago(job.created_at)}</div>
    </span>
  )
}

/** What a job is of, as film people call it, with its board; empty where it is of nothing with a name. */
export const useOf = () => {
  const nameOf = useThingName()
  return (of: JobThing | null | undefined): string => {
    if (!of) return ''
    const { target, thing } = of
    const board = target.kind === 'storyboard' ? '' : thing.board
    return [nameOf(target, thing), board].filter(Boolean).join(' · ')
  }
}

interface JobRowProps {
  job: Listed
  of: JobThing | undefined
  current: boolean
  onOpen: () => void
}

/** A job in the list. */
export const JobRow = ({ job, of, current, onOpen }: JobRowProps) => {
  const { t } = useTranslation('jobs')
  const name = useJobName()(job.kind)
  const thing = useOf()(of)
  return (
    <li className={cn('flex items-center gap-3 border-b px-4 py-2', current && 'bg-raised')}>
      {of ? (
        <ThingPicture target={of.target} thing={of.thing} className="w-20 shrink-0 rounded max-sm:hidden" />
      ) : (
        <span className="w-20 shrink-0 max-sm:hidden" />
      )}
      <button type="button" onClick={onOpen} aria-current={current} className="min-w-0 flex-1 text-left">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <JobState job={job} />
          {job.tier && <span className="text-[12px] text-muted max-sm:hidden">{t('tier', { tier: job.tier })}</span>}
          {job.attempt > 1 && <span className="text-[12px] text-muted">{t('attempt', { count: job.attempt })}</span>}
        </span>
        <span className="block truncate text-[13px] text-muted">
          {[thing, ...(isOpen(job) ? [job.stage, job.message] : [job.error?.detail])].filter(Boolean).join(' · ') ||
            '\u00a0'}
        </span>
        {isOpen(job) && job.state !== 'queued' && <Progress value={job.progress} label={t('progress', { name })} />}
      </button>
      <Times job={job} />
      <JobButtons job={job} />
    </li>
  )
}
