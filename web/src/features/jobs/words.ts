import type { JobOut } from '@/api/generated/types.gen'
import type en from './en'

type Kind = keyof typeof en.kinds

const OPEN: readonly JobOut['state'][] = ['queued', 'running', 'waiting', 'paused']
export const isOpen = (job: Pick<JobOut, 'state'>) => OPEN.includes(job.state)

export type Filter = 'all' | 'open' | 'failed' | 'done'

/** Whether a job belongs under a filter. */
export const shows = (filter: Filter, job: Pick<JobOut, 'state'>) => {
  if (filter === 'all') return true
  if (filter === 'open') return isOpen(job)
  return filter === 'failed' ? job.state === 'failed' : job.state === 'succeeded' || job.state === 'cancelled'
}

/** The key of a kind's name; null for a kind that has no words yet. */
export const kindKey = (kind: string, kinds: Record<string, string>): `kinds.${Kind}` | null =>
  kind in kinds ? (`kinds.${kind}` as `kinds.${Kind}`) : null

/** Seconds that a job has been or was at work; null before it began. */
export const worked = (job: Pick<JobOut, 'started_at' | 'finished_at'>, now = Date.now()): number | null =>
  job.started_at ? ((job.finished_at ? Date.parse(job.finished_at) : now) - Date.parse(job.started_at)) / 1000 : null
