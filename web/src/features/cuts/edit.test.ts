import { describe, expect, it } from 'vitest'
import type { ItemOut } from '@/api/generated/types.gen'
import {
  asSent,
  changed,
  dragged,
  edgesOf,
  itemAt,
  moved,
  placeAt,
  placed,
  trimmed,
  wayOver,
  without,
  withTitle,
} from './edit'

const item = (key: string, length: number, more: Partial<ItemOut> = {}) =>
  ({
    key,
    name: key,
    kind: 'clip',
    at: 0,
    start: 5,
    length,
    head: 5,
    tail: 10,
    text: '',
    next: { way: 'cut', frames: 0 },
    ...more,
  }) as ItemOut

const row = placed([item('a', 10), item('b', 20), item('c', 30)])

describe('the row', () => {
  it('is placed one behind the other', () => expect(row.map(({ at }) => at)).toEqual([0, 10, 30]))

  it('is put in another order', () => {
    const after = moved(row, 'c', 0)
    expect(after.map(({ key, at }) => [key, at])).toEqual([
      ['c', 0],
      ['a', 30],
      ['b', 40],
    ])
    expect(moved(row, 'nobody', 0)).toEqual(row)
  })

  it('closes up where an item is taken out, and opens where a card comes in', () => {
    expect(without(row, 'b').map(({ at }) => at)).toEqual([0, 10])
    const titled = withTitle(row, 'THE END', 72, null)
    expect(titled.at(-1)).toMatchObject({ key: '', kind: 'title', at: 60, length: 72 })
    expect(withTitle(row, 'ACT I', 48, 'b').map(({ length }) => length)).toEqual([10, 48, 20, 30])
  })

  it('is sent whole: clips with their first frame, cards with their words, a new one without a key', () => {
    const [first, card] = asSent(withTitle([item('a', 10)], 'END', 24, null))
    expect(first).toEqual({ key: 'a', start: 5, length: 10, next: { way: 'cut', frames: 0 } })
    expect(card).toEqual({ length: 24, next: { way: 'cut', frames: 0 }, text: 'END' })
  })
})

describe('a trim', () => {
  it('stays within the take', () => {
    expect(trimmed(item('a', 10), -3, 100)).toMatchObject({ start: 0, length: 25, head: 0, tail: 0 })
    expect(trimmed(item('a', 10), 99, 5)).toMatchObject({ start: 24, length: 1 })
  })

  it('by the left handle keeps the end, by the right one the beginning', () => {
    expect(dragged(item('a', 10), 'in', 4)).toMatchObject({ start: 9, length: 6, head: 9, tail: 10 })
    expect(dragged(item('a', 10), 'in', -99)).toMatchObject({ start: 0, length: 15 })
    expect(dragged(item('a', 10), 'in', 99)).toMatchObject({ start: 14, length: 1 })
    expect(dragged(item('a', 10), 'out', 99)).toMatchObject({ start: 5, length: 20, tail: 0 })
  })

  it('of what is held goes as far as one likes, from either side', () => {
    const held = item('t', 48, { kind: 'title', start: 24 })
    expect(dragged(held, 'out', 400).length).toBe(448)
    expect(dragged(held, 'in', 8)).toMatchObject({ length: 40, start: 24 })
  })

  it('moves what comes behind', () =>
    expect(changed(row, 'a', (each) => dragged(each, 'out', 5)).map(({ at }) => at)).toEqual([0, 15, 35]))
})

describe('where one is', () => {
  it('an item is found by a frame, the last one behind the end', () =>
    expect([0, 9, 10, 59, 400].map((frame) => itemAt(row, frame)?.key)).toEqual(['a', 'a', 'b', 'c', 'c']))

  it('edges are where something begins, and the last frame', () => expect(edgesOf(row)).toEqual([0, 10, 30, 59]))

  it('a place is before the item whose first half is met', () =>
    expect([0, 8, 15, 21, 59].map((frame) => placeAt(row, frame))).toEqual([0, 1, 1, 2, 3]))
})

it('a way over has frames unless it is a cut', () => {
  expect(wayOver('cut', 12, 24)).toEqual({ way: 'cut', frames: 0 })
  expect(wayOver('dissolve', 0, 24)).toEqual({ way: 'dissolve', frames: 12 })
  expect(wayOver('wipe', 8, 24)).toEqual({ way: 'wipe', frames: 8 })
})
