import { expect, it } from 'vitest'
import type { ThingOut } from '@/api/generated/types.gen'
import { kindOf, targetPath } from './target'

it.each([
  [{ kind: 'take', id: '4' }, '9', '/p/7/takes/4?note=9'],
  [{ kind: 'take', id: '4' }, null, '/p/7/takes/4'],
  [{ kind: 'style', id: '4' }, '9', '/p/7/styles/4?tab=notes&note=9'],
  [{ kind: 'character', id: '4' }, undefined, '/p/7/characters/4?tab=notes'],
  [{ kind: 'variation', id: '4' }, null, '/p/7/review'],
])('what is said of %o (note %s) is read at %s', (target, note, path) => {
  expect(targetPath('7', target, note)).toBe(path)
})

it('a variation is led to among those of its character', () => {
  const thing = { name: 'BAI', character_id: '3', thumbnail_url: null } as ThingOut
  expect(targetPath('7', { kind: 'variation', id: '4' }, null, thing)).toBe('/p/7/characters/3?tab=variations')
})

it.each([
  ['shot', false, 'panel'],
  ['take', false, 'take'],
  ['take', true, 'clip'],
  ['environment', false, 'environment'],
] as const)('a %s (clip: %s) is a %s', (kind, clip, word) => expect(kindOf({ kind }, { clip })).toBe(word))
