import { describe, expect, it } from 'vitest'
import type { JobDetail, PanelShot } from '@/api/generated/types.gen'
import { secondsLeft, standingOf, undrawn } from './making'

const shot = (id: string, drawn: boolean, job_id: string | null = null) =>
  ({ id, frame: drawn ? {} : null, job_id }) as unknown as PanelShot
const job = (state: JobDetail['state']) => ({ state })

describe('a board in the making', () => {
  const half = { status: 'queued', shots: [shot('a', true), shot('b', false)] }
  const whole = { status: 'completed', shots: [shot('a', true)] }

  it.each([
    ['waiting', 'working'],
    ['queued', 'inLine'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['paused', 'paused'],
    ['succeeded', 'gaps'],
  ] as const)('whose job is %s stands as %s', (state, found) => expect(standingOf(half, job(state))).toBe(found))

  it('says nothing of one that is drawn, however its job ended', () => {
    expect(standingOf(whole, job('succeeded'))).toBe('drawn')
    expect(standingOf(whole, job('cancelled'))).toBe('drawn')
    expect(standingOf(half, undefined)).toBe('drawn')
  })

  it('is at work before its script is read', () =>
    expect(standingOf({ status: 'queued', shots: [] }, job('running'))).toBe('working'))

  it('draws again what has no picture and none on the way', () =>
    expect(undrawn({ shots: [shot('a', true), shot('b', false), shot('c', false, 'job')] })).toEqual(['b']))

  it('tells the time left by the pace so far', () => {
    const began = { started_at: '2026-11-22T01:00:00Z' }
    const now = Date.parse('2026-11-22T01:01:00Z')
    expect(secondsLeft({ ...began, children: { succeeded: 2, queued: 4 } }, now)).toBe(120)
    expect(secondsLeft({ ...began, children: { queued: 4 } }, now)).toBeNull()
    expect(secondsLeft({ started_at: null, children: {} }, now)).toBeNull()
  })
})
