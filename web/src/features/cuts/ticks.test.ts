import { expect, it } from 'vitest'
import { ticksOf } from './ticks'

it('timecodes stand apart whatever the zoom, and none is cut off at the end', () => {
  for (const scale of [0.2, 1, 4, 40]) {
    const found = ticksOf(500, 24, scale)
    expect(found[0]).toBe(0)
    for (const [at, frame] of found.slice(1).entries()) expect((frame - (found[at] ?? 0)) * scale).toBeGreaterThan(90)
  }
  expect(ticksOf(10, 24, 1)).toEqual([0])
})
