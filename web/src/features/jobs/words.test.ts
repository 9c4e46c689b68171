import { describe, expect, it } from 'vitest'
import en from './en'
import { sentenceOf, statesOf, worked } from './words'

describe('jobs', () => {
  it.each([
    ['all', 0],
    ['open', 4],
    ['failed', 1],
    ['done', 2],
  ] as const)('under "%s" are those of %d states', (filter, many) => expect(statesOf(filter)).toHaveLength(many))

  it.each([
    ['started', { attempt: 1, worker: 'studio:88' }, 'events.started', { machine: 'studio', process: '88' }],
    ['started', { attempt: 2, worker: 'studio:88' }, 'events.startedAgain', { attempt: '2' }],
    ['stage', { stage: 'blocking' }, 'events.stage', { stage: 'blocking' }],
    ['requeued', { delay: 65 }, 'events.requeuedLater', { span: '1 min 5 s' }],
    ['requeued', { delay: 0 }, 'events.requeued', {}],
    ['released', { state: 'paused' }, 'events.paused', {}],
    ['prioritised', { priority: 9 }, 'events.prioritised', { priority: '9' }],
    ['used', { cpu_seconds: 65, memory_mib: 1536 }, 'events.used', { span: '1 min 5 s', memory: '1.5 GiB' }],
    ['used', { cpu_seconds: 4 }, 'events.usedTime', { span: '4 s' }],
    ['sent_home', {}, 'events.other', { what: 'sent home' }],
  ])('tells "%s" %o as a sentence', (kind, payload, key, values) => {
    const found = sentenceOf({ kind, payload }, en.events)
    expect(found.key).toBe(key)
    expect(found.values).toMatchObject(values)
  })

  it('tells how long one took, and how long one is at work', () => {
    const began = '2026-11-21T10:00:00Z'
    expect(worked({ started_at: null, finished_at: null })).toBeNull()
    expect(worked({ started_at: began, finished_at: '2026-11-21T10:01:05Z' })).toBe(65)
    expect(worked({ started_at: began, finished_at: null }, Date.parse('2026-11-21T10:00:03Z'))).toBe(3)
  })
})
