import type { ScriptMention } from '@/api/generated/types.gen'

/** A piece of a line: plain, or a name in it. */
export interface Piece {
  text: string
  named?: ScriptMention
}

/** A text cut where names begin and end. The server counts characters, not the halves that JavaScript counts. */
export const piecesOf = (text: string, mentions: readonly ScriptMention[]): Piece[] => {
  if (mentions.length === 0) return [{ text }]
  const letters = [...text]
  const cut = (from: number, to?: number) => letters.slice(from, to).join('')
  let at = 0
  const pieces: Piece[] = []
  for (const named of mentions) {
    pieces.push({ text: cut(at, named.start) }, { text: cut(named.start, named.end), named })
    at = named.end
  }
  return [...pieces, { text: cut(at) }].filter((piece) => piece.text)
}
