import type { BoardStyles } from '@/api/generated/types.gen'

/** A board's styles after one was laid on some of its shots: all of them is the board itself. */
export const laidOn = (
  styles: BoardStyles,
  style: string,
  shots: readonly { id: string }[],
  chosen: ReadonlySet<string>,
): BoardStyles => {
  if (shots.every(({ id }) => chosen.has(id))) return { style_id: style, shots: {} }
  const own = Object.fromEntries([...chosen].map((id) => [id, style]))
  return { style_id: styles.style_id ?? null, shots: { ...styles.shots, ...own } }
}

/** The shots of a board that are in a style. */
export const shotsIn = (styles: BoardStyles, style: string, shots: readonly { id: string }[]): ReadonlySet<string> => {
  const own = styles.shots ?? {}
  return new Set(shots.filter(({ id }) => (id in own ? own[id] : styles.style_id) === style).map(({ id }) => id))
}

/** The scenes of a board in order, each once, with its heading. */
export const scenesOf = (shots: readonly { scene: string; heading: string }[]) => [
  ...new Map(shots.map(({ scene, heading }) => [scene, { scene, heading }])).values(),
]
