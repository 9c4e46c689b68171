import { describe, expect, it } from 'vitest'
import { anchorOf, boxOf, drawn, type Spot, spotIn, thinned } from './region'

const BOX = { left: 100, top: 50, width: 400, height: 200 }

describe('places on a picture', () => {
  it.each([
    [{ clientX: 300, clientY: 150 }, [0.5, 0.5]],
    [{ clientX: 0, clientY: 0 }, [0, 0]],
    [{ clientX: 999, clientY: 999 }, [1, 1]],
  ])('%o is %o, never outside', (at, spot) => expect(spotIn(BOX, at)).toEqual(spot))

  it('is the same box from any corner', () => {
    const box = { type: 'box', x: 0.2, y: 0.25, width: 0.5, height: 0.5 }
    for (const [a, b] of [
      [
        [0.2, 0.25],
        [0.7, 0.75],
      ],
      [
        [0.7, 0.75],
        [0.2, 0.25],
      ],
      [
        [0.2, 0.75],
        [0.7, 0.25],
      ],
    ] as [Spot, Spot][]) {
      const found = boxOf(a, b)
      expect(found).toMatchObject({ type: 'box', x: box.x, y: box.y })
      if (found.type === 'box') expect([found.width, found.height]).toEqual([0.5, 0.5].map((v) => expect.closeTo(v)))
    }
  })

  it('takes a click with the box for a point, and a click with the pen for nothing', () => {
    expect(
      drawn('box', [
        [0.4, 0.4],
        [0.401, 0.4],
      ]),
    ).toEqual({ type: 'point', x: 0.401, y: 0.4 })
    expect(drawn('stroke', [[0.4, 0.4]])).toBeNull()
    expect(
      drawn('look', [
        [0.4, 0.4],
        [0.9, 0.9],
      ]),
    ).toBeNull()
  })

  it('keeps a straight stroke as its ends and a corner as a corner', () => {
    const line: Spot[] = Array.from({ length: 200 }, (_, i) => [i / 200, 0.5])
    expect(thinned(line)).toHaveLength(2)
    const corner: Spot[] = [...line, ...line.map(([x]): Spot => [0.995, 0.5 + x / 2])]
    expect(thinned(corner).length).toBeLessThan(6)
    expect(thinned(corner)).toContainEqual([0.995, 0.5])
  })

  it('stands at the beginning', () => {
    expect(
      anchorOf({
        type: 'stroke',
        points: [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
      }),
    ).toEqual([0.1, 0.2])
    expect(anchorOf({ type: 'point', x: 0.3, y: 0.4 })).toEqual([0.3, 0.4])
  })
})
