import { describe, expect, it } from 'vitest'
import { exactOf, framesOf, timecodeOf } from './rates'

describe('rates', () => {
  it('with a point are a thousandth slower than whole ones', () => {
    expect(exactOf('24')).toBe(24)
    expect(exactOf('23.976')).toBeCloseTo(23.97602, 5)
    expect(exactOf('59.94')).toBeCloseTo(59.94006, 5)
  })
})

describe('timecode', () => {
  it.each([
    [0, '24', '00:00:00:00'],
    [86_400, '24', '01:00:00:00'],
    [1799, '29.97', '00:00:59;29'],
    [1800, '29.97', '00:01:00;02'], // as the server's own example
    [17_982, '29.97', '00:10:00;00'],
    [3600, '59.94', '00:01:00;04'],
    [1800, '30', '00:01:00:00'],
  ])('of frame %s at %s is %s, and names it', (frame, rate, code) => {
    expect(timecodeOf(frame, rate)).toBe(code)
    expect(framesOf(code, rate)).toBe(frame)
  })

  it.each(['24', '25', '29.97', '59.94'])('is read as it was written at %s', (rate) => {
    for (let frame = 0; frame < 40_000; frame += 977) expect(framesOf(timecodeOf(frame, rate), rate)).toBe(frame)
  })

  it('may be typed short, or as frames; nonsense is nothing', () => {
    expect(framesOf('2:12', '24')).toBe(60)
    expect(framesOf(' 36 ', '24')).toBe(36)
    for (const text of ['', '2:24', 'x', '1:2:3:4:5', '-3']) expect(framesOf(text, '24')).toBeNull()
  })
})
