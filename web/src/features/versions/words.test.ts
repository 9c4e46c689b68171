import { describe, expect, it } from 'vitest'
import { wordDiff } from './words'

const text = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ text, kind }) => ({ same: text, gone: `[-${text}-]`, new: `{+${text}+}` })[kind])
    .join('')

describe('the difference of two texts', () => {
  it.each([
    ['red hair', 'red hair', 'red hair'],
    ['red hair', 'dark red hair', '{+dark +}red hair'],
    ['red hair, scar', 'black hair, scar', '[-red-]{+black+} hair, scar'],
    ['a scar', '', '[-a scar-]'],
    ['', 'a scar', '{+a scar+}'],
    ['#aabbcc', '#aabbdd', '[-#aabbcc-]{+#aabbdd+}'],
  ])('"%s" → "%s"', (before, after, told) => expect(text(before, after)).toBe(told))

  it('gives both texts back', () => {
    const [before, after] = ['man in his thirties, slim, ochre robe', 'man in his forties, slim, a patched ochre robe']
    const found = wordDiff(before, after)
    const without = (kind: string) =>
      found
        .filter((piece) => piece.kind !== kind)
        .map((piece) => piece.text)
        .join('')
    expect([without('new'), without('gone')]).toEqual([before, after])
  })

  it('tells two huge texts as a whole instead of keeping the page busy', () => {
    const huge = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(' ')
    expect(wordDiff(huge, `${huge} end`).map(({ kind }) => kind)).toEqual(['gone', 'new'])
  })
})
