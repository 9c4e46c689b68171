import { describe, expect, it } from 'vitest'
import { columnsOf } from './grid'

describe('columns of the gallery', () => {
  it.each([
    [390, 2],
    [1104, 5],
    [1920, 10],
    [0, 1],
  ])('%d px hold %d', (width, columns) => expect(columnsOf(width).columns).toBe(columns))

  it('fill the width', () => {
    const { columns, card } = columnsOf(1000)
    expect(columns * card + (columns - 1) * 12 + 24).toBeCloseTo(1000)
  })
})
