import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listJobsOptions, readJobOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { JobDetail } from '@/api/generated/types.gen'
import { targetPath } from '@/features/reviews/target'
import { ThingPicture } from '@/features/reviews/thing-picture'
import { useMay } from '@/features/session/use-may'
import { useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Select } from '@/ui/field'
import { Progress } from '@/ui/progress'
import { Loaded, Skeleton } from '@/ui/states'
import en from './en'
import { JobButtons } from './job-buttons'
import { JobState, useJobName, useOf } from './job-row'
import { useJobActions } from './use-job-actions'
import { useJobThings } from './use-job-things'
import { isOpen, sentenceOf, size } from './words'

const LOOK = 1500 // ms between two looks at a job that is open

const Priority = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  const { prioritise } = useJobActions(job.id)
  const { may, why } = useMay('edit')
  return (
    <Field label={t('priority')} hint={why ?? t('priorityHint')}>
      {(ids) => (
        <Select
          {...ids}
          value={job.priority}
          disabled={!may}
          onChange={({ target }) => prioritise(Number(target.value))}
        >
          {[9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((step) => (
            <option key={step}>{step}</option>
          ))}
        </Select>
      )}
    </Field>
  )
}

const Line = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  if (job.queue_position === null || job.queue_position === undefined) return null
  const starts = job.starts_in_seconds
  return (
    <p>
      {t('place', { place: job.queue_position })}
      {starts !== null && starts !== undefined && `, ${t('starts', { span: span(starts) })}`}
    </p>
  )
}

const Parts = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  const counts = job.children ?? {}
  const all = Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0)
  if (!all) return null
  return (
    <p>
      {t('parts', { done: counts.succeeded ?? 0, all })}
      {(counts.failed ?? 0) > 0 && (
        <span className="text-retake"> · {t('failedParts', { count: counts.failed ?? 0 })}</span>
      )}
    </p>
  )
}

const PARTS = 20 // shown before somebody asks for all

/** The parts of a job, those that failed first: each leads to its own sheet. */
const PartList = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  const [, put] = usePut()
  const name = useJobName()
  const [all, setAll] = useState(false)
  const many = Object.values(job.children ?? {}).some(Boolean)
  const { data } = useQuery({
    ...listJobsOptions({ query: { parent: job.id, limit: 200 } }),
    enabled: many,
    refetchInterval: isOpen(job) ? LOOK * 2 : false,
  })
  const things = useJobThings(data?.items ?? [])
  const nameOf = useOf()
  if (!many || !data) return null
  const parts = data.items.toSorted((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed'))
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('partsTitle')}</h3>
      <ul>
        {parts.slice(0, all ? parts.length : PARTS).map((part) => (
          <li key={part.id} className="border-b">
            <button
              type="button"
              className="flex w-full items-center gap-2 py-1.5 text-left text-[13px] hover:bg-raised"
              onClick={() => put({ job: part.id })}
            >
              <span>{[name(part.kind), nameOf(things.get(part.id))].filter(Boolean).join(' · ')}</span>
              <JobState job={part} />
              <span className="min-w-0 flex-1 truncate text-muted">
                {part.error ? String(part.error.detail ?? '') : isOpen(part) && part.stage}
              </span>
              {!!part.seconds && <span className="text-muted tabular-nums">{span(part.seconds)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {!all && parts.length > PARTS && (
        <Button size="small" className="mt-2" onClick={() => setAll(true)}>
          {t('moreParts')}
        </Button>
      )}
    </section>
  )
}

const Log = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  const events = job.events ?? []
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('log')}</h3>
      {events.length === 0 && <p className="text-muted">{t('nothingLogged')}</p>}
      <ol className="text-[13px]">
        {events.map((event) => {
          const { key, values } = sentenceOf(event, en.events)
          return (
            <li key={event.seq} className="flex gap-3 border-b py-1">
              <time className="shrink-0 text-muted tabular-nums">
                {new Date(event.created_at).toLocaleTimeString()}
              </time>
              <span className="min-w-0 break-words">{t(key, values)}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What it took of the machine, with its parts: processor, memory, the GPU's memory where there is one. */
const UsedBy = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  if (!job.used) return null
  const { cpu_seconds = 0, memory_mib, gpu_mib } = job.used
  const told = [
    { name: t('cpu'), value: span(cpu_seconds), hint: t('cpuHint') },
    { name: t('memory'), value: memory_mib ? size(memory_mib) : null, hint: t('memoryHint') },
    { name: t('gpu'), value: gpu_mib ? size(gpu_mib) : null, hint: t('gpuHint') },
  ]
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('used')}</h3>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {told.map(
          ({ name, value, hint }) =>
            value && (
              <div key={name} title={hint}>
                <dt className="text-[12px] text-muted">{name}</dt>
                <dd className="tabular-nums">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

const Detail = ({ job }: { job: JobDetail }) => {
  const { t } = useTranslation('jobs')
  const projectId = useProjectId()
  const [, put] = usePut()
  const of = useJobThings([job]).get(job.id)
  const nameOf = useOf()
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2">
        <JobState job={job} />
        <span className="flex-1 text-muted">{[job.stage, job.message].filter(Boolean).join(' · ')}</span>
        <JobButtons job={job} />
      </div>
      {isOpen(job) && <Progress value={job.progress} label={t('progress', { name: job.kind })} />}
      {job.eta_seconds !== null && isOpen(job) && <p>{t('left', { span: span(job.eta_seconds) })}</p>}
      <Line job={job} />
      <Parts job={job} />
      <p className="text-muted">
        {t('onQueue', { queue: job.queue })}
        {job.attempt > 1 && ` · ${t('attempt', { count: job.attempt })}`}
        {!!job.seconds && ` · ${t('spent', { span: span(job.seconds) })}`}
      </p>
      <UsedBy job={job} />
      {job.error && (
        <p role="alert" className="rounded border border-retake p-2">
          {String(job.error.detail ?? job.error.title ?? '')}
        </p>
      )}
      {of && (
        <Link
          to={targetPath(projectId, of.target, null, of.thing)}
          className="flex items-center gap-3 rounded border p-2 hover:bg-raised"
        >
          <ThingPicture target={of.target} thing={of.thing} className="w-20 shrink-0 rounded" />
          <span className="min-w-0 flex-1">{nameOf(of)}</span>
        </Link>
      )}
      {job.parent_id && (
        <Button className="self-start" onClick={() => put({ job: job.parent_id })}>
          {t('whole')}
        </Button>
      )}
      {job.state === 'queued' && <Priority job={job} />}
      <PartList job={job} />
      <Log job={job} />
    </div>
  )
}

/** One job at the right edge: progress, place in the line, parts, what failed, and its log. */
export const JobSheet = ({ jobId, onClose }: { jobId: string; onClose: () => void }) => {
  const name = useJobName()
  const job = useQuery({
    ...readJobOptions({ path: { job_id: jobId } }),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? LOOK : false),
  })
  return (
    <Dialog open onClose={onClose} title={job.data ? name(job.data.kind) : '…'} side>
      <Loaded query={job} skeleton={<Skeleton className="h-40" />}>
        {(found) => <Detail job={found} />}
      </Loaded>
    </Dialog>
  )
}
