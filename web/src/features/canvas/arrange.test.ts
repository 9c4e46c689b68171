import { describe, expect, it } from 'vitest'
import { arranged, laidOut } from './arrange'

const BOXES = [
  { id: 'a', x: 0, y: 0, width: 100, height: 50 },
  { id: 'b', x: 150, y: 30, width: 50, height: 100 },
  { id: 'c', x: 500, y: 10, width: 100, height: 50 },
]
const of = (way: Parameters<typeof arranged>[1], axis: 'x' | 'y') => {
  const found = arranged(BOXES, way)
  return BOXES.map(({ id }) => found.get(id)?.[axis])
}

describe('what is selected', () => {
  it.each([
    ['left', 'x', [0, 0, 0]],
    ['centre', 'x', [250, 275, 250]],
    ['right', 'x', [500, 550, 500]],
    ['top', 'y', [0, 0, 0]],
    ['middle', 'y', [40, 15, 40]],
    ['bottom', 'y', [80, 30, 80]],
    ['across', 'x', [0, 275, 500]],
    ['across', 'y', [0, 30, 10]],
    ['grid', 'x', [0, 140, 0]],
    ['grid', 'y', [0, 0, 140]],
  ] as const)('%s: %s becomes %o', (way, axis, places) => expect(of(way, axis)).toEqual(places))

  it('stays where it is when it is alone', () => expect(arranged(BOXES.slice(0, 1), 'left').size).toBe(0))
})

it('a board is its cast above its shots, each led to by the one before', () => {
  const { spots, lines } = laidOut(['emma'], ['1', '2', '3', '4', '5'], { x: 10, y: 20 })
  expect(spots.map(({ ref }) => ref)).toEqual(['emma', '1', '2', '3', '4', '5'])
  expect(spots[5]).toMatchObject({ kind: 'shot', x: 10, y: 20 + 260 + 210 })
  expect(lines.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ])
})
