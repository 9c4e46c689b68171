import { useMutation, useQuery } from '@tanstack/react-query'
import { Ban, Circle, CircleCheckBig } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cancelJobMutation, readJobOptions, retryJobMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { TakeOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { span } from '@/lib/time'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { Progress } from '@/ui/progress'
import { ScoreBadge } from '@/ui/score-badge'
import { tell, tellFailure } from '@/ui/toast'
import { Tooltip } from '@/ui/tooltip'

interface TakeStripProps {
  takes: TakeOut[]
  current: string
  /** The job that makes one more. */
  jobId: string | null
  /** Why no other may be circled by you. */
  why: string | undefined
  onLook: (take: TakeOut) => void
  onCircle: (take: TakeOut) => void
}

const LOOK = 1000 // ms between two looks at the job

/** A take in the making: how far it is, how long it still takes or when its turn comes, and the way out. */
const Making = ({ jobId }: { jobId: string }) => {
  const { t } = useTranslation('shots')
  const { why } = useMay('edit')
  const path = { path: { job_id: jobId } }
  const { data: job } = useQuery({ ...readJobOptions(path), refetchInterval: LOOK })
  const retry = useMutation({ ...retryJobMutation(), onError: tellFailure })
  const cancel = useMutation({
    ...cancelJobMutation(),
    onError: tellFailure,
    onSuccess: () => void tell(t('takeCancelled'), { undo: { label: t('undo'), run: () => retry.mutate(path) } }),
  })
  const left = () => {
    if (!job) return t('inMaking')
    if (job.state === 'queued' && job.queue_position) return t('placeInLine', { place: job.queue_position })
    return job.eta_seconds ? t('left', { span: span(job.eta_seconds) }) : t('inMaking')
  }
  return (
    <li className="flex w-36 shrink-0 flex-col justify-between gap-2 rounded border border-dashed p-2 text-[12px] text-muted">
      <span className="flex items-start gap-2">
        <span aria-hidden className="mt-1 size-2 shrink-0 animate-pulse rounded-full bg-accent" />
        <span className="min-w-0 flex-1">{left()}</span>
      </span>
      <Progress value={job?.state === 'queued' ? 0 : (job?.progress ?? null)} label={t('inMaking')} />
      <Button
        size="small"
        why={why}
        busy={cancel.isPending}
        disabled={job?.cancel_requested}
        onClick={() => cancel.mutate(path)}
      >
        <Ban />
        {t('cancelTake')}
      </Button>
    </li>
  )
}

/** All takes of the shot in a row, the circled one marked; a click looks at one, the circle selects it. */
export const TakeStrip = ({ takes, current, jobId, why, onLook, onCircle }: TakeStripProps) => {
  const { t } = useTranslation('shots')
  return (
    <ol aria-label={t('takes')} className="flex gap-2 overflow-x-auto border-t bg-surface p-2">
      {takes.map((take) => (
        <li key={take.take_id} className="relative w-36 shrink-0">
          <button
            type="button"
            aria-current={take.take_id === current}
            onClick={() => onLook(take)}
            className={cn(
              'block w-full overflow-hidden rounded border text-left',
              take.take_id === current ? 'border-accent outline-1 outline-accent' : 'border-line',
            )}
          >
            <Picture src={take.image_url} alt="" edge={160} />
            <span className="flex items-center gap-1.5 px-1.5 py-1 text-[12px]">
              {t('take', { number: take.number })}
              <ScoreBadge score={take.score} className="ml-auto" />
            </span>
          </button>
          <Tooltip text={take.circled ? t('circled') : (why ?? t('circle'))} keys="c">
            <button
              type="button"
              disabled={take.circled}
              aria-disabled={why !== undefined || undefined}
              aria-description={why}
              aria-pressed={take.circled}
              aria-label={`${t('circle')} ${take.number}`}
              onClick={() => why === undefined && onCircle(take)}
              className={cn(
                'absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-ground/80 [&>svg]:size-4',
                take.circled ? 'text-accent' : 'text-muted',
              )}
            >
              {take.circled ? <CircleCheckBig /> : <Circle />}
            </button>
          </Tooltip>
        </li>
      ))}
      {jobId && <Making key={jobId} jobId={jobId} />}
    </ol>
  )
}
