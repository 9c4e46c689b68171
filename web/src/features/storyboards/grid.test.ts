import { describe, expect, it } from 'vitest'
import { above, droppedAt, nextCell, range } from './grid'

describe('keys in a table with gaps', () => {
  const rows = [
    [true, false, true],
    [false, true, true],
  ]
  it.each([
    ['ArrowRight', 0, 0, { row: 0, column: 2 }],
    ['ArrowRight', 0, 2, null],
    ['ArrowDown', 0, 2, { row: 1, column: 2 }],
    ['ArrowDown', 0, 0, null],
    ['ArrowLeft', 1, 2, { row: 1, column: 1 }],
    ['ArrowUp', 1, 2, { row: 0, column: 2 }],
    ['Home', 1, 2, { row: 1, column: 1 }],
    ['End', 0, 0, { row: 0, column: 2 }],
    ['Enter', 0, 0, null],
  ])('%s from %d, %d leads to %o', (key, row, column, found) =>
    expect(nextCell(rows, { row, column }, key)).toEqual(found),
  )

  it('finds the first that there is', () =>
    expect(nextCell([[false, true]], { row: 0, column: -1 }, 'ArrowRight')).toEqual({ row: 0, column: 1 }))
})

describe('panels in rows', () => {
  const boxes = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 200, y: 0 },
    { x: 0, y: 80 },
    { x: 100, y: 80 },
  ]
  it.each([
    [0, 1, 3],
    [1, 1, 4],
    [2, 1, 4],
    [4, -1, 1],
    [0, -1, null],
    [3, 1, null],
  ] as const)('from %d by %d rows is %s', (from, down, found) => expect(above(boxes, from, down)).toBe(found))

  it('are chosen from one to another, either way', () => {
    expect(range(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['b', 'c', 'd'])
    expect(range(['a', 'b'], 'gone', 'b')).toEqual(['b'])
  })

  it.each([
    [0, 2, false, 1],
    [0, 2, true, 2],
    [3, 1, false, 1],
    [3, 1, true, 2],
    [2, 2, true, 2],
  ])('one of place %d dropped at %d (after: %s) comes to %d', (from, onto, after, to) =>
    expect(droppedAt(from, onto, after)).toBe(to),
  )
})
