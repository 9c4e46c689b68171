import { describe, expect, it } from 'vitest'
import { huesOf } from './hues'

const ids = Array.from({ length: 30 }, (_, at) => `01j${at.toString().padStart(4, '0')}`)

describe('the colours of a cast', () => {
  it('are all different while there are enough', () => {
    const hues = huesOf(ids.slice(0, 12))
    expect(new Set(hues.values()).size).toBe(12)
  })
  it('stay when somebody newer comes, in whatever order they are named', () => {
    const few = huesOf(ids.slice(0, 5))
    const more = huesOf(ids.slice(0, 9).toReversed())
    for (const [id, hue] of few) expect(more.get(id)).toBe(hue)
  })
  it('are had by everybody, however many there are', () => expect(huesOf(ids).size).toBe(30))
})
