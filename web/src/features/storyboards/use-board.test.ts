import { describe, expect, it } from 'vitest'
import type { PanelShot } from '@/api/generated/types.gen'
import { merged, rankBetween, runsOf } from './use-board'

const shot = (id: string, position: number) => ({ id, position, description: id }) as PanelShot

describe('a board that is being edited', () => {
  const shots = [shot('a', 0), shot('b', 1), shot('c', 2)]

  it('is as the server says while nobody edits', () => expect(merged(shots, undefined)).toBe(shots))

  it('shows moves and words at once', () => {
    const seen = merged(shots, { a: { rank: 1.5, description: 'Emma runs' }, b: { rank: 1 }, c: { rank: 2 } })
    expect(seen.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
    expect(seen[1]?.description).toBe('Emma runs')
  })

  it('keeps the order of shots that got the same rank', () => {
    expect(merged(shots, { b: { rank: 2 } }).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it.each([
    [undefined, undefined, 0],
    [undefined, 0, -1],
    [3, undefined, 4],
    [1, 2, 1.5],
  ])('a rank between %s and %s is %s', (before, after, rank) => expect(rankBetween(before, after)).toBe(rank))
})

it('tells the parts of a scene apart that a moved panel has split', () => {
  const of = (scene: string, place: number) =>
    ({ id: `${place}`, scene, scene_id: `scene ${scene}`, heading: `INT. ${scene}` }) as PanelShot
  const runs = runsOf(['1', '2', '1', '2', '2'].map(of))
  expect(runs.map(({ scene, part, panels }) => [scene, part, panels.map(({ place }) => place)])).toEqual([
    ['1', 1, [0]],
    ['2', 1, [1]],
    ['1', 2, [2]],
    ['2', 2, [3, 4]],
  ])
  expect(new Set(runs.map(({ key }) => key)).size).toBe(4)
})
