import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArchiveRestore, Ban, ListChecks, Paintbrush, Play } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  cancelJobMutation,
  listJobsOptions,
  listShotsQueryKey,
  readJobOptions,
  retryJobMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { JobDetail, PanelBoard } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { Button, buttonClasses } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import en from './en'
import { type Standing, secondsLeft, stageKey, standingOf, undrawn } from './making'
import { useBin } from './use-bin'
import type { useRetakes } from './use-retakes'

const LOOK = 1500 // ms between two looks at a job that is open

/** The job that makes the board, looked at while there is something to say of it; the panels follow it. */
const useMaking = (board: PanelBoard) => {
  const queries = useQueryClient()
  const wanted = board.job_id !== null && (board.status !== 'completed' || undrawn(board).length > 0)
  const { data: job } = useQuery({
    ...readJobOptions({ path: { job_id: board.job_id ?? '' } }),
    enabled: wanted,
    refetchInterval: ({ state }) =>
      state.data && ['queued', 'running', 'waiting', 'paused'].includes(state.data.state) ? LOOK : false,
  })
  const found = wanted ? job : undefined
  const moved = found && `${found.state} ${found.stage} ${JSON.stringify(found.children)}`
  useEffect(() => {
    if (moved)
      void queries.invalidateQueries({
        queryKey: listShotsQueryKey({ path: { storyboard_id: board.storyboard_id } }),
      })
  }, [moved, queries, board.storyboard_id])
  return { job: found, standing: standingOf(board, found) }
}

const Cancel = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('storyboards')
  const { why } = useMay('edit')
  const retry = useMutation({ ...retryJobMutation(), onError: tellFailure })
  const path = { path: { job_id: job.id } }
  const cancel = useMutation({
    ...cancelJobMutation(),
    onError: tellFailure,
    onSuccess: () => void tell(t('drawingCancelled'), { undo: { label: t('undo'), run: () => retry.mutate(path) } }),
  })
  return (
    <Button
      size="small"
      why={why}
      busy={cancel.isPending}
      disabled={job.cancel_requested}
      onClick={() => cancel.mutate(path)}
    >
      <Ban />
      {job.cancel_requested ? t('cancelling') : t('cancelDrawing')}
    </Button>
  )
}

/** How far the drawing is, how long it still takes, and the way out of it. */
const Working = ({ board, job }: { board: PanelBoard; job: JobDetail }) => {
  const { t } = useTranslation('storyboards')
  const all = board.shots.length
  const done = board.shots.filter(({ frame }) => frame).length
  const left = secondsLeft(job) // the job's own is of the step that it is at
  const place = job.queue_position ?? null
  const what = () => {
    if (job.state === 'queued' && place !== null && done === 0) return t('boardInLine', { place })
    return all > 0 && job.state !== 'running' ? t('drawing', { done, all }) : t(stageKey(job.stage, en.stages))
  }
  return (
    <>
      <span className="whitespace-nowrap font-medium">{what()}</span>
      <span className="min-w-24 max-w-md flex-1">
        <Progress value={all > 0 ? Math.max(job.progress, done / all) : null} label={what()} />
      </span>
      {left !== null && <span className="text-muted tabular-nums">{t('left', { span: span(left) })}</span>}
      <Cancel job={job} />
    </>
  )
}

/** Why the board is not drawn, in the words of what failed first. */
const useReason = (job: JobDetail | undefined, standing: Standing) => {
  const { data } = useQuery({
    ...listJobsOptions({ query: { parent: job?.id ?? null, state: ['failed'], limit: 1 } }),
    enabled: standing === 'gaps' && job !== undefined,
  })
  return String(job?.error?.detail ?? data?.items[0]?.error?.detail ?? '')
}

const Stopped = ({
  board,
  job,
  standing,
  retakes,
}: {
  board: PanelBoard
  job: JobDetail
  standing: Exclude<Standing, 'drawn' | 'working' | 'inLine'>
  retakes: ReturnType<typeof useRetakes>
}) => {
  const { t } = useTranslation('storyboards')
  const { why } = useMay('edit')
  const retry = useMutation({ ...retryJobMutation(), onError: tellFailure })
  const reason = useReason(job, standing)
  const missing = undrawn(board)
  const again = () => (standing === 'gaps' ? retakes.these(missing) : retry.mutate({ path: { job_id: job.id } }))
  if (standing === 'gaps' && missing.length === 0) return null
  const bad = standing === 'failed' || standing === 'gaps'
  return (
    <div role={bad ? 'alert' : 'status'} className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
      <span className={bad ? 'font-medium text-retake' : 'font-medium'}>
        {standing === 'gaps' ? t('gaps', { count: missing.length }) : t(`standing.${standing}`)}
      </span>
      {reason && <span className="min-w-0 flex-1 basis-64">{reason}</span>}
      <Button look="primary" size="small" why={why} busy={retry.isPending || retakes.busy} onClick={again}>
        {standing === 'paused' ? <Play /> : <Paintbrush />}
        {t(standing === 'paused' ? 'goOn' : 'drawAgain')}
      </Button>
    </div>
  )
}

/** A board that was put away is still where its address leads: it says so, and how to take it back. */
const Away = ({ board }: { board: PanelBoard }) => {
  const { t } = useTranslation('storyboards')
  const { why } = useMay('edit')
  const bin = useBin()
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 border-b bg-surface px-4 py-2 text-[13px]">
      <span className="min-w-0 flex-1">{t('isAway')}</span>
      <Button
        size="small"
        why={why}
        busy={bin.busy}
        onClick={() => bin.takeBack({ id: board.storyboard_id, title: board.title })}
      >
        <ArchiveRestore />
        {t('restore')}
      </Button>
    </div>
  )
}

const PLACES = [1, 2, 3, 4, 5, 6]

/** How the making of the board stands, as long as it is not drawn: progress, time left, what went wrong, what to do. */
export const BoardState = ({ board, retakes }: { board: PanelBoard; retakes: ReturnType<typeof useRetakes> }) => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const [params] = usePut()
  const { job, standing } = useMaking(board)
  const busy = standing === 'working' || standing === 'inLine'
  return (
    <>
      {board.deleted && <Away board={board} />}
      {job && standing !== 'drawn' && (
        <section
          aria-label={t('making')}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-surface px-4 py-2 text-[13px]"
        >
          {busy ? (
            <Working board={board} job={job} />
          ) : (
            <Stopped
              board={board}
              job={job}
              standing={standing as Exclude<Standing, 'drawn' | 'working' | 'inLine'>}
              retakes={retakes}
            />
          )}
          <Link
            className={buttonClasses({ look: 'quiet', size: 'small' })}
            to={`${at(projectId, 'jobs')}?job=${job.id}`}
          >
            <ListChecks />
            {t('itsJob')}
          </Link>
        </section>
      )}
      {board.shots.length === 0 && !params.get('view') && (
        <div className="p-4">
          <p className="mb-3 text-muted">{busy ? t('soonPanels') : t('noPanels')}</p>
          {busy && (
            <div className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3">
              {PLACES.map((place) => (
                <Skeleton key={place} className="aspect-video" />
              ))}
            </div>
          )}
        </div>
      )}
    </>
  )
}
