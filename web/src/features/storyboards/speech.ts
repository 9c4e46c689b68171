/** A line said in a shot, as the server keeps it. */
export interface Speech {
  character: string
  text: string
  parenthetical: string
  heard_only: boolean
}

/** A shot's dialogue as lines; what somebody left out of one is filled up. */
export const lines = (dialogue: readonly Record<string, unknown>[]): Speech[] =>
  dialogue.map((line) => ({
    character: String(line.character ?? ''),
    text: String(line.text ?? ''),
    parenthetical: String(line.parenthetical ?? ''),
    heard_only: line.heard_only === true,
  }))

/** A new line. */
export const lineOf = (character: string, text: string): Speech => ({
  character,
  text,
  parenthetical: '',
  heard_only: false,
})

/** A list with this one first, the others as they were. */
export const moved = (names: readonly string[], first: string): string[] => [
  first,
  ...names.filter((name) => name !== first),
]

/** A list less the one at a place. */
export const without = <Item>(items: readonly Item[], at: number): Item[] => items.filter((_, place) => place !== at)
