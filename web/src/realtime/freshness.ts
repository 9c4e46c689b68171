import type { QueryClient } from '@tanstack/react-query'
import type { Happened } from './protocol'

// noun of an event → operations of the API whose answers it makes old
const OLD: Record<string, RegExp> = {
  character: /character|consensus|getscreenplay|listreviews|stale|listshots|continuity/i,
  style: /style|stale|consensus|listreviews|listshots|continuity/i,
  environment: /environment|stale|consensus|getscreenplay|listreviews|listshots|continuity/i,
  storyboard: /storyboard|shot|panel|stale|continuity|timeline|uses|listreviews/i,
  shot: /storyboard|shot|stage|stale|timeline|listreviews/i,
  stage: /stage|storyboard|shot|stale/i,
  take: /storyboard|shot|take|stale|continuity|heroframe|generation|attempt|quality|listreviews/i,
  clip: /generation|attempt|suggestion|quality|stale|budget/i,
  cut: /cut/i,
  hero_frame: /heroframe|storyboard|shot|take|stale|generation|attempt/i,
  hero_frames: /heroframe/i,
  generation: /generation|attempt|suggestion|quality/i,
  screenplay: /screenplay|uses/i,
  job: /job|queue|heroframe/i,
  order:
    /job|queue|heroframe|storyboard|shot|take|stale|continuity|generation|attempt|suggestion|quality|variation|budget/i,
  note: /note|review|activity|consensus/i,
  vote: /vote|variation|storyboard|shot|consensus/i,
  approval: /consensus|review|note|listshots/i,
  review: /consensus|review/i,
  consensus: /consensus|review/i,
  variation: /variation/i,
  variations: /variation/i,
  version: /version|listreviews/i,
  member: /member|project/i,
  invitation: /invitation|member/i,
  project: /project|rule/i,
  guest_link: /link/i,
  budget: /budget/i,
  canvas: /canvas/i,
  webhook: /webhook/i,
}
// steps of a job with which an order begins or ends: what it is of and what it made is old then
const TURNS = new Set(['submitted', 'revived', 'paused', 'succeeded', 'failed', 'cancelled', 'discarded'])
const ALWAYS = /activity|notification|gethome/i

/** The operation that a generated query key belongs to. */
const operationOf = (key: readonly unknown[]): string => {
  const [first] = key
  return typeof first === 'object' && first !== null && '_id' in first ? String(first._id) : ''
}

type News = Pick<Happened, 'kind'> & Partial<Pick<Happened, 'payload'>>

/** The kind of an event; a job's that begins or ends an order (no mail, no webhook, no step of its progress) is `order`. */
export const kindOf = ({ kind, payload = {} }: News): string =>
  kind === 'job.moved' && TURNS.has(String(payload.what)) && !String(payload.job_kind).startsWith('send_')
    ? 'order.turned'
    : kind

/** Whether an event of this kind makes an operation's answer old. */
export const isOld = (operation: string, kind: string): boolean => {
  const noun = kind.split('.')[0] ?? ''
  return ALWAYS.test(operation) || (OLD[noun]?.test(operation) ?? false)
}

// Lists of thousands, which put what happened into their pages themselves (features/characters/use-gallery.ts).
const KEPT = new Set(['listCharacters'])

const isKept = ([first]: readonly unknown[]) =>
  typeof first === 'object' && first !== null && '_infinite' in first && '_id' in first && KEPT.has(String(first._id))

/** Read again what the events made old: what is on the screen at once, the rest when it is looked at. */
export const refresh = (queries: QueryClient, events: readonly News[]) => {
  const kinds = [...new Set(events.map(kindOf))]
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => !isKept(queryKey) && kinds.some((kind) => isOld(operationOf(queryKey), kind)),
  })
}
