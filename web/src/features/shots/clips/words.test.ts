import { describe, expect, it } from 'vitest'
import type { MetricOut } from '@/api/generated/types.gen'
import { isWish, percentOf, rowsOf, shownOf, signed, toggled, untoldOf, wishOf } from './words'

const take = (attempt_id: string, selected = false) => ({ attempt_id, selected })
const metric = (dimension: string, normalised: number | null, character = '', reason = ''): MetricOut => ({
  ...{ dimension, normalised, character, reason },
  ...{ raw: normalised, backbone: 'b', official: false },
})

describe('takes beside each other', () => {
  const takes = ['a', 'b', 'c', 'd', 'e'].map((id) => take(id))
  it('are the newest three', () => expect(shownOf(takes, []).map((t) => t.attempt_id)).toEqual(['c', 'd', 'e']))
  it('and the one that stands, wherever it is', () =>
    expect(shownOf([take('a', true), ...takes.slice(1)], []).map((t) => t.attempt_id)).toEqual(['a', 'd', 'e']))
  it('or those that an address names, as far as they are there', () =>
    expect(shownOf(takes, ['d', 'a', 'gone']).map((t) => t.attempt_id)).toEqual(['a', 'd']))
  it('come and go by the strip, the last one stays', () => {
    expect(toggled(['a', 'b', 'c'], 'd')).toEqual(['b', 'c', 'd'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
    expect(toggled(['a'], 'a')).toEqual(['a'])
  })
})

describe('measurements', () => {
  const takes = [
    { metrics: [metric('imaging_quality', 0.5), metric('face', 80, 'AIDA'), metric('scene', null, '', 'no')] },
    {
      metrics: [
        metric('imaging_quality', 0.7),
        metric('face', null, 'AIDA', 'from behind'),
        metric('scene', null, '', 'no'),
      ],
    },
  ]
  it('stand in rows, characters first, the best one marked', () =>
    expect(rowsOf(takes).map(({ dimension, best }) => [dimension, best])).toEqual([
      ['face', null],
      ['imaging_quality', 1],
    ]))
  it('that no take has are told with the reason', () =>
    expect(untoldOf(takes).map(({ reason, names }) => [reason, names.length])).toEqual([['no', 1]]))
  it('are per cent for the eye', () => {
    expect(percentOf(metric('x', 1.02))).toBe(100)
    expect(percentOf(metric('x', -0.1))).toBe(0)
    expect(percentOf(metric('face', 83, 'AIDA'))).toBe(83)
    expect(percentOf(metric('x', null))).toBeNull()
  })
})

describe('what is directed', () => {
  const before = { prompt: 'She waits.', negative: '', move: 'static', speed: 1, seed: null, hero: 'h' }
  it('names only what is different', () => {
    expect(isWish(wishOf(before, before, 3))).toBe(false)
    expect(wishOf(before, { ...before, move: 'pan', seed: 0 }, 1)).toMatchObject({
      takes: 1,
      prompt: null,
      camera_movement: 'pan',
      seed: 0,
      hero_frame_id: null,
    })
  })
  it('does not say the way of a dolly twice', () =>
    expect(wishOf(before, { ...before, prompt: 'She runs. Dolly left.', move: 'dolly left' }, 1).prompt).toBe(
      'She runs.',
    ))
})

it('a gain has its sign', () => expect([signed(4.21), signed(-0.5), signed(0)]).toEqual(['+4.2', '−0.5', '+0.0']))
