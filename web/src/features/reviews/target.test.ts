import { expect, it } from 'vitest'
import { targetPath } from './target'

it.each([
  [{ kind: 'take', id: '4' }, '9', '/p/7/takes/4?note=9'],
  [{ kind: 'take', id: '4' }, null, '/p/7/takes/4'],
  [{ kind: 'style', id: '4' }, '9', '/p/7/styles/4?tab=notes&note=9'],
  [{ kind: 'character', id: '4' }, undefined, '/p/7/characters/4?tab=notes'],
  [{ kind: 'variation', id: '4' }, null, '/p/7/review'],
])('what is said of %o (note %s) is read at %s', (target, note, path) => {
  expect(targetPath('7', target, note)).toBe(path)
})
