import type { JobDetail, PanelBoard } from '@/api/generated/types.gen'
import type en from './en'

/** How a board's making stands: nothing to say, at it, held, or over with panels that have no picture. */
export type Standing = 'drawn' | 'working' | 'inLine' | 'paused' | 'failed' | 'cancelled' | 'gaps'

/** What the making of a board has come to, as its panels and its job tell it. */
export const standingOf = (
  board: Pick<PanelBoard, 'shots' | 'status'>,
  job: Pick<JobDetail, 'state'> | undefined,
): Standing => {
  const whole = board.shots.length > 0 && board.shots.every(({ frame }) => frame)
  if (whole && (!job || job.state === 'succeeded' || board.status === 'completed')) return 'drawn'
  if (!job) return 'drawn' // nothing is known of it yet
  if (job.state === 'queued') return 'inLine'
  if (job.state === 'running' || job.state === 'waiting') return 'working'
  return job.state === 'succeeded' ? 'gaps' : job.state
}

/** Panels that have no picture and none on the way. */
export const undrawn = ({ shots }: Pick<PanelBoard, 'shots'>) =>
  shots.filter(({ frame, job_id }) => !frame && !job_id).map(({ id }) => id)

/** Seconds until a board is drawn, by the pace of the panels that are; null before the first of them. */
export const secondsLeft = (job: Pick<JobDetail, 'children' | 'started_at'>, now = Date.now()): number | null => {
  const counts = job.children ?? {}
  const all = Object.values(counts).reduce((sum: number, count) => sum + (count ?? 0), 0)
  const done = (counts.succeeded ?? 0) + (counts.failed ?? 0) + (counts.cancelled ?? 0)
  if (!job.started_at || done === 0 || done === all) return null
  return ((now - Date.parse(job.started_at)) / 1000 / done) * (all - done)
}

type Stage = keyof typeof en.stages

/** The key of a stage's words. */
export const stageKey = (stage: string, words: Record<string, string>): `stages.${Stage}` =>
  stage in words ? (`stages.${stage}` as `stages.${Stage}`) : 'stages.drawing'
