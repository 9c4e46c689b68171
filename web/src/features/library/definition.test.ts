import { describe, expect, it } from 'vitest'
import { fileName, parseDefinition } from './definition'

const GOOD = {
  onmodel: 'definition',
  version: 1,
  kind: 'character',
  name: 'EMMA',
  fields: { description: 'red hair' },
  pictures: [{ name: 'emma.jpg', type: 'image/jpeg', data: 'AAAA' }],
}

describe('a definition in a file', () => {
  it('is read as it was written', () => expect(parseDefinition(JSON.stringify(GOOD))).toEqual(GOOD))

  it.each([
    ['no JSON', 'EMMA'],
    ['another JSON', '{"name": "EMMA"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a later version', JSON.stringify({ ...GOOD, version: 2 })],
    ['a kind that nobody knows', JSON.stringify({ ...GOOD, kind: 'ghost' })],
    ['pictures without bytes', JSON.stringify({ ...GOOD, pictures: [{ name: 'emma.jpg' }] })],
  ])('is not %s', (_what, text) => expect(parseDefinition(text)).toBeNull())
})

it.each([
  ['EMMA', 'EMMA.character.json'],
  ["THE BAI'S / YURT", 'THE BAI_S _ YURT.character.json'],
  ['Алдар', 'Алдар.character.json'],
  ['', 'character.character.json'],
])('the file of %s is %s', (name, file) => expect(fileName({ kind: 'character', name })).toBe(file))
