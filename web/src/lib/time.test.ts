import { describe, expect, it } from 'vitest'
import { ago, span, timecode } from './time'

describe('times', () => {
  it.each([
    [0, '0 s'],
    [65, '1 min 5 s'],
    [3840, '1 h 4 min'],
    [-3, '0 s'],
  ])('%d seconds are %s', (seconds, text) => expect(span(seconds)).toBe(text))

  it.each([
    [0, 24, '00:00:00:00'],
    [84, 24, '00:00:03:12'],
    [24 * 3600, 24, '01:00:00:00'],
  ])('%d frames at %d are %s', (frames, fps, text) => expect(timecode(frames, fps)).toBe(text))

  it('tells how long ago', () => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    expect(ago('2026-11-21T11:57:00Z', now)).toBe('3 minutes ago')
    expect(ago('2026-11-20T12:00:00Z', now)).toBe('yesterday')
    expect(ago('2026-11-21T11:59:50Z', now)).toBe('just now')
  })
})
