import { describe, expect, it } from 'vitest'
import type { ItemOut, WayOver } from '@/api/generated/types.gen'
import { placed } from './edit'
import { layersAt, nearby } from './layers'

const row = (next: WayOver) =>
  placed(
    ['a', 'b'].map(
      (key) => ({ key, start: 6, length: 10, at: 0, next: key === 'a' ? next : { way: 'cut', frames: 0 } }) as ItemOut,
    ),
  )
const told = (next: WayOver, frame: number) =>
  layersAt(row(next), frame).map(({ item, frame: within, opacity, shown }) => [item.key, within, opacity, shown])

describe('what is seen at a frame', () => {
  it('is one item at a cut, at its own frame of the take', () => {
    expect(told({ way: 'cut', frames: 0 }, 9)).toEqual([['a', 15, 1, 1]])
    expect(told({ way: 'cut', frames: 0 }, 10)).toEqual([['b', 6, 1, 1]])
    expect(told({ way: 'cut', frames: 0 }, 99)[0]?.[0]).toBe('b')
  })

  it('is both in a dissolve, which is centred on the cut', () => {
    expect(told({ way: 'dissolve', frames: 4 }, 7)).toEqual([['a', 13, 1, 1]])
    expect(told({ way: 'dissolve', frames: 4 }, 8)).toEqual([
      ['a', 14, 1, 1],
      ['b', 4, 0.2, 1],
    ])
    expect(told({ way: 'dissolve', frames: 4 }, 11)[1]).toEqual(['b', 7, 0.8, 1])
    expect(told({ way: 'dissolve', frames: 4 }, 12)).toEqual([['b', 8, 1, 1]])
  })

  it('comes in from the left in a wipe', () =>
    expect(told({ way: 'wipe', frames: 3 }, 10)[1]).toEqual(['b', 6, 1, 0.5]))

  it('goes through black in a fade', () => {
    expect(told({ way: 'fade', frames: 3 }, 9)).toEqual([['a', 15, 0.5, 1]])
    expect(told({ way: 'fade', frames: 3 }, 10)).toEqual([['b', 6, 0, 1]])
  })

  it('is nothing where nothing is', () => expect(layersAt([], 3)).toEqual([]))
})

it('what is seen and what comes next is kept at hand', () =>
  expect(nearby(row({ way: 'cut', frames: 0 }), 12).map(({ key }) => key)).toEqual(['a', 'b']))
