import { describe, expect, it } from 'vitest'
import { shows, worked } from './words'

describe('jobs', () => {
  it.each([
    ['all', 'cancelled', true],
    ['open', 'waiting', true],
    ['open', 'failed', false],
    ['failed', 'failed', true],
    ['done', 'succeeded', true],
    ['done', 'cancelled', true],
    ['done', 'paused', false],
  ] as const)('under "%s" a job that is %s: %s', (filter, state, seen) => expect(shows(filter, { state })).toBe(seen))

  it('tells how long one took, and how long one is at work', () => {
    const began = '2026-11-21T10:00:00Z'
    expect(worked({ started_at: null, finished_at: null })).toBeNull()
    expect(worked({ started_at: began, finished_at: '2026-11-21T10:01:05Z' })).toBe(65)
    expect(worked({ started_at: began, finished_at: null }, Date.parse('2026-11-21T10:00:03Z'))).toBe(3)
  })
})
