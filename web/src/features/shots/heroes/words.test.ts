import { describe, expect, it } from 'vitest'
import { comparedOf, kindOf, markedOf, printed, unseenOf, variedOf } from './words'

it('tells offers, uploads and other takes apart', () => {
  expect(kindOf({ offer: 3, backend: 'stage' })).toBe('offer')
  expect(kindOf({ offer: 0, backend: 'upload' })).toBe('upload')
  expect(kindOf({ offer: 0, backend: 'stage' })).toBe('take')
})

it('what was varied has a name, and things that were turned', () => {
  expect(variedOf('Low key: camera 12° round, key 1.8 ×.')).toEqual({
    name: 'Low key',
    turned: ['camera 12° round', 'key 1.8 ×'],
  })
  expect(variedOf('The camera went back.')).toEqual({ name: 'The camera went back', turned: [] })
  expect(variedOf('')).toEqual({ name: '', turned: [] })
})

describe('an enhanced prompt', () => {
  const added = [
    { words: '35mm lens', why: 'near' },
    { words: 'rim light', why: 'night' },
  ]
  it('marks what was added, with why', () =>
    expect(markedOf('She waits, rim light, 35mm lens.', added)).toEqual([
      { text: 'She waits, ', why: null },
      { text: 'rim light', why: 'night' },
      { text: ', ', why: null },
      { text: '35mm lens', why: 'near' },
      { text: '.', why: null },
    ]))
  it('is left alone where nothing of it is found', () =>
    expect(markedOf('She waits.', [{ words: '', why: '' }])).toEqual([{ text: 'She waits.', why: null }]))
})

it('marked frames are compared, else the one at hand with the hero frame', () => {
  expect(comparedOf(['a', 'b', 'c'], 'd', 'a')).toEqual(['a', 'b', 'c'])
  expect(comparedOf([], 'd', 'a')).toEqual(['a', 'd'])
  expect(comparedOf(['b'], 'd', 'a')).toEqual(['a', 'b'])
  expect(comparedOf([], 'a', 'a')).toEqual([])
  expect(comparedOf([], undefined, null)).toEqual([])
})

it('a frame that only waits for its score is not told twice', () =>
  expect(
    unseenOf(
      [{ number: 1 }, { number: 2 }, { number: 3 }],
      [
        { offer: 1, state: 'scored' },
        { offer: 2, state: 'rendered' },
      ],
    ),
  ).toEqual([{ number: 1 }, { number: 3 }]))

it('prints what is compared', () => expect([null, 2.8049, 'left', 0].map(printed)).toEqual(['–', '2.8', 'left', '0']))
