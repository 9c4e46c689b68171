import { describe, expect, it } from 'vitest'
import { linked, sameAs } from './use-links'

const links = {
  characters: { EMMA: 'e1' },
  same: { 'YOUNG TOM': 'TOM' },
  not_characters: ['SIGN'],
  places: { OFFICE: 'o1' },
}

describe('who is who', () => {
  it('links a name to a character', () =>
    expect(linked(links, 'TOM', { character: 't1' }).characters).toEqual({ EMMA: 'e1', TOM: 't1' }))

  it('forgets what was said before', () => {
    const found = linked(links, 'YOUNG TOM', { character: null })
    expect(found.same).toEqual({})
    expect(found.characters).toEqual({ EMMA: 'e1', 'YOUNG TOM': null })
    expect(linked(links, 'SIGN', { same: 'EMMA' }).not_characters).toEqual([])
  })

  it('lets the reader decide again, and leaves places alone', () => {
    expect(linked(links, 'EMMA', 'reader').characters).toEqual({})
    expect(linked(links, 'EMMA', 'nobody')).toMatchObject({
      characters: {},
      not_characters: ['SIGN', 'EMMA'],
      places: links.places,
    })
  })

  it('knows by which other names somebody goes, over several steps', () => {
    const same = { 'YOUNG TOM': 'TOM', BOY: 'YOUNG TOM', GIRL: 'EMMA' }
    expect(sameAs({ same }, 'TOM')).toEqual(['YOUNG TOM', 'BOY'])
    expect(sameAs({ same: { A: 'B', B: 'A' } }, 'TOM')).toEqual([])
  })
})
