import { expect, it } from 'vitest'
import { pathOf, readDragged, usualLabel } from './kinds'

it.each([
  ['character', 'style', 'inStyle'],
  ['shot', 'shot', 'follows'],
  ['note', 'shot', ''],
] as const)('a line from %s to %s begins as "%s"', (source, target, label) =>
  expect(usualLabel(source, target)).toBe(label),
)

it.each([
  ['{"kind":"character","ref":"7"}', { kind: 'character', ref: '7' }],
  ['{"kind":"ghost","ref":"7"}', null],
  ['{"kind":"note"}', null],
  ['https://example.org', null],
])('what is dragged as %s is %o', (text, thing) => expect(readDragged(text)).toEqual(thing))

it('a thing has a page, a note has none', () => {
  expect(pathOf('p', { kind: 'shot', ref: '7' })).toBe('/p/p/shots/7')
  expect(pathOf('p', { kind: 'note', ref: null })).toBeNull()
})
