import { describe, expect, it } from 'vitest'
import { correction, frameAt, middleOf } from './one-clock'

describe('frames and seconds', () => {
  it.each([24, 25, 23.976, 29.97])('a frame is found again from its middle at %s', (rate) => {
    for (const frame of [0, 1, 23, 24, 719]) expect(frameAt(middleOf(frame, rate), rate)).toBe(frame)
  })

  it('a media time that was rounded down is still of its frame', () => {
    expect(frameAt(0.041666, 24)).toBe(1)
    expect(frameAt(-0.01, 24)).toBe(0)
  })
})

describe('a video beside the clock', () => {
  it('stays as it is where it shows the frame', () =>
    expect(correction(1, 1.01, 24, 1)).toEqual({ seek: null, speed: 1 }))

  it('runs a little faster or slower where it lies a few frames off', () => {
    expect(correction(1, 1.1, 24, 1).speed).toBeGreaterThan(1)
    expect(correction(1.1, 1, 24, 1).speed).toBeLessThan(1)
  })

  it('is set anew where it is far off', () => expect(correction(0, 2, 24, 1)).toEqual({ seek: 2, speed: 1 }))
})
