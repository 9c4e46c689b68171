export interface Piece {
  text: string
  kind: 'same' | 'gone' | 'new'
}

const MOST = 400_000 // cells of the table: two texts of more than about 630 words each are told as a whole

const tokens = (text: string) => text.match(/\s+|[\p{L}\p{N}#]+|[^\s\p{L}\p{N}]/gu) ?? []

/** Lengths of the longest common subsequences of the rests of two lists. */
const table = (a: string[], b: string[]) => {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]] as [Uint16Array, Uint16Array]
    for (let j = b.length - 1; j >= 0; j -= 1)
      row[j] = a[i] === b[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
  }
  return rows
}

const joined = (pieces: Piece[]) =>
  pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else all.push({ ...piece })
    return all
  }, [])

/** Which words of a text went, stayed and came. */
export const wordDiff = (before: string, after: string): Piece[] => {
  const [a, b] = [tokens(before), tokens(after)]
  if (a.length * b.length > MOST)
    return [
      { text: before, kind: 'gone' },
      { text: after, kind: 'new' },
    ]
  const common = table(a, b)
  const found: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ text: a[i] as string, kind: 'same' })
      i += 1
      j += 1
    } else if (i < a.length && (j >= b.length || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      found.push({ text: a[i] as string, kind: 'gone' })
      i += 1
    } else {
      found.push({ text: b[j] as string, kind: 'new' })
      j += 1
    }
  }
  return joined(found)
}
