import { describe, expect, it } from 'vitest'
import { isScript } from './files'

describe('a dropped file', () => {
  it.each([
    ['tale.fountain', '', true],
    ['TALE.FDX', '', true],
    ['story.txt', 'text/plain', true],
    ['notes', 'text/plain', true],
    ['reel.edl', 'text/plain', false],
    ['emma.jpg', 'image/jpeg', false],
    ['fountain', '', false],
  ])('%s (%s) is a script: %s', (name, type, script) => expect(isScript({ name, type })).toBe(script))
})
