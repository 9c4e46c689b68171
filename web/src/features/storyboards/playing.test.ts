import { describe, expect, it } from 'vitest'
import type { TimelinePanel } from '@/api/generated/types.gen'
import { captionsAt, isOff, panelAt, toldFrame, transformsOf, within } from './playing'

const caption = (text: string, start: number, end: number) => ({
  character: 'EMMA',
  text,
  heard_only: false,
  start,
  end,
})
const panels = [
  { start: 0, duration: 24, captions: [caption('Hello.', 0, 12), caption('Come in.', 12, 24)] },
  { start: 24, duration: 48, captions: [] },
] as unknown as TimelinePanel[]

describe('playing a board', () => {
  it.each([
    [0, 0],
    [23, 0],
    [24, 1],
    [71, 1],
    [500, 1],
  ])('frame %d is in panel %d', (frame, place) => expect(panelAt(panels, frame)).toBe(panels[place]))

  it('has nothing to show of an empty board', () => expect(panelAt([], 0)).toBeUndefined())

  it('reads what is said at a frame', () => {
    expect(captionsAt(panels[0], 11).map(({ text }) => text)).toEqual(['Hello.'])
    expect(captionsAt(panels[0], 12).map(({ text }) => text)).toEqual(['Come in.'])
    expect(captionsAt(undefined, 0)).toEqual([])
  })

  it('tells how far a panel is', () => {
    expect(within(panels[1] as TimelinePanel, 48)).toBe(0.5)
    expect(within(panels[1] as TimelinePanel, 999)).toBe(1)
  })

  it('leaves the picture alone where the camera stands', () => expect(transformsOf('static')).toEqual(['none', 'none']))
})

it('two playheads that run are left alone while they are near, and two that stand are one', () => {
  expect(isOff(100, 106, true)).toBe(false)
  expect(isOff(100, 112, true)).toBe(true)
  expect(isOff(100, 101, false)).toBe(true)
  expect(toldFrame(35, 24, true)).toBe(24)
  expect(toldFrame(35, 24, false)).toBe(35)
})
