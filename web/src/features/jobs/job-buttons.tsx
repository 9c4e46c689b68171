import { Ban, Pause, Play, RotateCcw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { IconButton } from '@/ui/button'
import { useJobActions } from './use-job-actions'
import { isOpen } from './words'

/** Pause, go on, cancel, try again, put aside: those that a job in its state allows. */
export const JobButtons = ({ job }: { job: JobOut }) => {
  const { t } = useTranslation('jobs')
  const does = useJobActions(job.id)
  const { why } = useMay('edit')
  return (
    <span className="flex shrink-0">
      {(job.state === 'queued' || job.state === 'running' || job.state === 'waiting') && (
        <IconButton why={why} label={t('pause')} disabled={does.busy || job.pause_requested} onClick={does.pause}>
          <Pause />
        </IconButton>
      )}
      {job.state === 'paused' && (
        <IconButton why={why} label={t('resume')} disabled={does.busy} onClick={does.resume}>
          <Play />
        </IconButton>
      )}
      {isOpen(job) && (
        <IconButton why={why} label={t('cancel')} disabled={does.busy || job.cancel_requested} onClick={does.cancel}>
          <Ban />
        </IconButton>
      )}
      {(job.state === 'failed' || job.state === 'cancelled') && (
        <IconButton why={why} label={t('retry')} disabled={does.busy} onClick={does.retry}>
          <RotateCcw />
        </IconButton>
      )}
      {job.state === 'failed' && (
        <IconButton why={why} label={t('discard')} disabled={does.busy} onClick={does.discard}>
          <X />
        </IconButton>
      )}
    </span>
  )
}
