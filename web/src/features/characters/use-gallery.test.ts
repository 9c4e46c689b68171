import { describe, expect, it } from 'vitest'
import type { CharacterItem } from '@/api/generated/types.gen'
import { withItem, without } from './use-gallery'

const item = (id: string, name = id): CharacterItem => ({
  id,
  name,
  thumbnail_url: null,
  importance: 'supporting',
  tier: 'standard',
  tags: [],
  reference_count: 0,
  created_at: '',
  updated_at: '',
})
const PAGES = {
  pages: [
    { characters: [item('4'), item('3')], next: '3' },
    { characters: [item('2'), item('1')], next: null },
  ],
  pageParams: [null, '3'],
}
const names = ({ pages }: { pages: { characters: CharacterItem[] }[] }) =>
  pages.map(({ characters }) => characters.map(({ name }) => name))

describe('what others do with characters of the gallery', () => {
  it('changes one in its place', () => {
    expect(names(withItem(PAGES, item('2', 'EMMA')))).toEqual([
      ['4', '3'],
      ['EMMA', '1'],
    ])
  })
  it('puts a new one first', () =>
    expect(names(withItem(PAGES, item('5')))).toEqual([
      ['5', '4', '3'],
      ['2', '1'],
    ]))
  it('takes some away and leaves the other pages as they are', () => {
    const left = without(PAGES, new Set(['1']))
    expect(names(left)).toEqual([['4', '3'], ['2']])
    expect(left.pages[0]).toBe(PAGES.pages[0])
  })
})
