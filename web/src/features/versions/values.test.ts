import { describe, expect, it } from 'vitest'
import { fieldWords, isColour, sorted, valueWords } from './values'

describe('fields and values as people say them', () => {
  it.each([
    ['dna.hair_length.value', 'Dna · hair length'],
    ['tags.0', 'Tags · 1'],
    ['description', 'Description'],
  ])('%s is %s', (path, words) => expect(fieldWords(path)).toBe(words))

  it.each([
    [null, ''],
    [['a', 2.00049], 'a, 2'],
    [{ kind: 'robe', colour_name: 'ochre' }, 'kind: robe, colour name: ochre'],
    [true, 'yes'],
  ])('%o is "%s"', (value, words) => expect(valueWords(value)).toBe(words))

  it('knows a colour', () => {
    expect([isColour('#b9832f'), isColour('#b98'), isColour('red'), isColour(3)]).toEqual([true, false, false, false])
  })

  it('keeps apart what was written and what was measured', () => {
    const changes = ['description', 'dna.hair.value', 'fingerprint', 'base_prompt'].map((path) => ({
      path,
      before: 1,
      after: 2,
    }))
    const { written, measured } = sorted(changes)
    expect(written.map(({ path }) => path)).toEqual(['description'])
    expect(measured).toHaveLength(3)
  })
})
