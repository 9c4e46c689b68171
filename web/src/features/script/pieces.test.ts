import { describe, expect, it } from 'vitest'
import { piecesOf } from './pieces'

const named = (start: number, end: number, name = 'EMMA') => ({ kind: 'character', name, start, end }) as const

describe('a line with names in it', () => {
  it('is cut where they begin and end', () => {
    const pieces = piecesOf('Emma greets Tom.', [named(0, 4), named(12, 15, 'TOM')])
    expect(pieces.map(({ text }) => text)).toEqual(['Emma', ' greets ', 'Tom', '.'])
    expect(pieces.map(({ named }) => named?.name)).toEqual(['EMMA', undefined, 'TOM', undefined])
  })
  it('counts characters as people do', () =>
    expect(piecesOf('🎬🎬 Emma!', [named(3, 7)]).map(({ text }) => text)).toEqual(['🎬🎬 ', 'Emma', '!']))
  it('is whole where nobody is named', () => expect(piecesOf('Rain.', [])).toEqual([{ text: 'Rain.' }]))
})
