import { describe, expect, it } from 'vitest'
import { complaintOf, joined, nameFrom } from './checks'

const file = (changed: Partial<{ name: string; type: string; size: number }> = {}) => ({
  name: 'emma.jpg',
  type: 'image/jpeg',
  size: 500_000,
  ...changed,
})

describe('a photograph before it is looked at', () => {
  it.each([
    [file(), 0, undefined],
    [file(), 2, undefined],
    [file(), 3, 'tooMany'],
    [file({ type: 'application/pdf' }), 0, 'notPicture'],
    [file({ type: '' }), 0, 'notPicture'],
    [file({ size: 0 }), 0, 'emptyFile'],
    [file({ size: 43e6 }), 0, 'tooLarge'],
  ])('%o at %d: %s', (given, place, key) => expect(complaintOf(given, place)?.key).toBe(key))

  it('is not taken twice', () => {
    const [one, other] = [new File(['a'], 'a.jpg', { lastModified: 1 }), new File(['b'], 'b.jpg', { lastModified: 1 })]
    expect(joined([one], [new File(['a'], 'a.jpg', { lastModified: 1 }), other]).map(({ name }) => name)).toEqual([
      'a.jpg',
      'b.jpg',
    ])
  })

  it.each([
    ['emma_stone-2.jpg', 'EMMA STONE'],
    ['Aldar Köse.png', 'ALDAR KÖSE'],
    ['IMG_2031.JPG', ''],
    ['DSC-0001.jpeg', ''],
    ['1.jpg', ''],
  ])('%s suggests "%s"', (filename, name) => expect(nameFrom(filename)).toBe(name))
})
