import { describe, expect, it } from 'vitest'
import { completed, matching, pieces, typedMention } from './mentions'

const PEOPLE = ['Ada Lovelace', 'Adam Smith', 'Ben Ali', 'Zoë Ada'].map((name) => ({ name }))

describe('naming people', () => {
  it.each([
    ['@', '@'.length, ''],
    ['hello @ad', 9, 'ad'],
    ['hello @Ada Lo', 13, 'Ada Lo'],
    ['me@ben.kz', 9, null],
    ['@ben the scarf', 14, null],
    ['no name', 7, null],
    ['(@zo', 4, 'zo'],
  ])('of "%s" at %d is typed: %s', (text, caret, typed) => expect(typedMention(text, caret)).toBe(typed))

  it('offers who is called so, by any word of the name', () => {
    expect(matching(PEOPLE, 'ada').map(({ name }) => name)).toEqual(['Ada Lovelace', 'Adam Smith', 'Zoë Ada'])
    expect(matching(PEOPLE, 'ben ali')).toEqual([])
    expect(matching(PEOPLE, '')).toHaveLength(4)
  })

  it('completes what was typed and goes on after it', () => {
    expect(completed('hi @ad scarf', 6, 'ad', 'Ada Lovelace')).toEqual({ text: 'hi @Ada Lovelace scarf', caret: 17 })
  })

  it('shows names as names, whole or by the first', () => {
    expect(pieces('@Ben and @Ada Lovelace, not me@ben.kz', ['Ada Lovelace', 'Ben Ali'])).toEqual([
      { text: '@Ben', name: true },
      { text: ' and ', name: false },
      { text: '@Ada Lovelace', name: true },
      { text: ', not me@ben.kz', name: false },
    ])
    expect(pieces('@Nobody', [])).toEqual([{ text: '@Nobody', name: false }])
  })
})
