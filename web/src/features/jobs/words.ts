import type { JobEventOut, JobOut } from '@/api/generated/types.gen'
import { span } from '@/lib/time'
import type en from './en'

type Kind = keyof typeof en.kinds

const OPEN: readonly JobOut['state'][] = ['queued', 'running', 'waiting', 'paused']
export const isOpen = (job: Pick<JobOut, 'state'>) => OPEN.includes(job.state)

export type Filter = 'all' | 'open' | 'failed' | 'done'

/** The states that jobs under a filter are in; none for all. */
export const statesOf = (filter: Filter): JobOut['state'][] =>
  ({ all: [], open: [...OPEN], failed: ['failed' as const], done: ['succeeded' as const, 'cancelled' as const] })[
    filter
  ]

// what a sentence may name
const PUT_IN = { machine: '', process: '', attempt: '', stage: '', priority: '', span: '', what: '', memory: '' }

/** Memory as people say it, of MiB. */
export const size = (mib: number): string => (mib < 1024 ? `${Math.round(mib)} MiB` : `${(mib / 1024).toFixed(1)} GiB`)

const usedSentence = (payload: JobEventOut['payload'], values: typeof PUT_IN) => {
  const told = { ...values, span: span(Number(payload.cpu_seconds ?? 0)) }
  if (!payload.memory_mib) return { key: 'events.usedTime' as const, values: told }
  return { key: 'events.used' as const, values: { ...told, memory: size(Number(payload.memory_mib)) } }
}

type Told = keyof typeof en.events

/** A line of a job's log as a sentence: its key among the words, and what is put into it. */
export const sentenceOf = (
  { kind, payload }: Pick<JobEventOut, 'kind' | 'payload'>,
  words: Record<string, string>,
): { key: `events.${Told}`; values: typeof PUT_IN } => {
  const given = Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
  const values = { ...PUT_IN, ...given }
  if (kind === 'started') {
    const [machine = '', process = ''] = (given.worker ?? '').split(':')
    return {
      key: values.attempt === '1' ? 'events.started' : 'events.startedAgain',
      values: { ...values, machine, process },
    }
  }
  if (kind === 'requeued' && Number(payload.delay) > 0)
    return { key: 'events.requeuedLater', values: { ...values, span: span(Number(payload.delay)) } }
  if (kind === 'used') return usedSentence(payload, values)
  if (kind === 'released') return { key: given.state === 'paused' ? 'events.paused' : 'events.released', values }
  return kind in words
    ? { key: `events.${kind as Told}`, values }
    : { key: 'events.other', values: { ...values, what: kind.replaceAll('_', ' ') } }
}

/** The key of a kind's name; null for a kind that has no words yet. */
export const kindKey = (kind: string, kinds: Record<string, string>): `kinds.${Kind}` | null =>
  kind in kinds ? (`kinds.${kind}` as `kinds.${Kind}`) : null

/** Seconds that a job has been or was at work; null before it began. */
export const worked = (job: Pick<JobOut, 'started_at' | 'finished_at'>, now = Date.now()): number | null =>
  job.started_at ? ((job.finished_at ? Date.parse(job.finished_at) : now) - Date.parse(job.started_at)) / 1000 : null
