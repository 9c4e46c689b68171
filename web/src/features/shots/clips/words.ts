import type { AttemptOut, MetricOut, SceneRegenerateIn } from '@/api/generated/types.gen'

const MOST_SHOWN = 3 // takes beside each other

/** The moves that can be ordered, as the trade lists them. */
export const MOVES = [
  'static',
  'push-in',
  'pull-out',
  'pan',
  'tilt',
  'dolly',
  'dolly left',
  'dolly right',
  'crane',
  'handheld',
] as const

type Numbered = Pick<AttemptOut, 'attempt_id' | 'selected'>

/** The takes that stand beside each other, in their order: those that are asked for, else the newest and the one that stands. */
export const shownOf = <Take extends Numbered>(takes: readonly Take[], asked: readonly string[]): Take[] => {
  const wanted = takes.filter(({ attempt_id }) => asked.includes(attempt_id)).slice(-MOST_SHOWN)
  if (wanted.length) return wanted
  const newest = takes.slice(-MOST_SHOWN)
  const standing = takes.find(({ selected }) => selected)
  if (!standing || newest.includes(standing)) return newest
  return [standing, ...takes.slice(1 - MOST_SHOWN)]
}

/** How many frames the longest of takes has. */
export const framesOf = (takes: readonly Pick<AttemptOut, 'duration' | 'rate'>[]): number =>
  Math.max(1, ...takes.map(({ duration, rate }) => Math.round(duration * (rate || 24))))

/** What is shown once a take was pressed in the strip: it comes or goes; where there is no room the oldest goes. */
export const toggled = (shown: readonly string[], id: string): string[] => {
  if (!shown.includes(id)) return [...shown, id].slice(-MOST_SHOWN)
  return shown.length > 1 ? shown.filter((each) => each !== id) : [...shown]
}

/** A measurement 0–100 for eyes: VBench's normalised value is 0–1 and may lie beside it, a character's is 0–100. */
export const percentOf = ({ character, normalised }: Pick<MetricOut, 'character' | 'normalised'>): number | null =>
  normalised === null ? null : Math.min(100, Math.max(0, character ? normalised : normalised * 100))

export interface Row {
  key: string
  character: string
  dimension: string
  cells: (MetricOut | undefined)[]
  /** The place of the highest value, if they differ as they are printed. */
  best: number | null
}

const keyOf = ({ character, dimension }: MetricOut) => `${character}\n${dimension}`

const bestOf = (cells: readonly (MetricOut | undefined)[]) => {
  const values = cells.map((cell) => (cell && cell.normalised !== null ? Math.floor(percentOf(cell) ?? 0) : null))
  const told = values.filter((value) => value !== null)
  const most = Math.max(...told)
  return told.length > 1 && most !== Math.min(...told) ? values.indexOf(most) : null
}

/** The measurements of takes beside each other: rows that are told of one at least, characters first. */
export const rowsOf = (takes: readonly Pick<AttemptOut, 'metrics'>[]): Row[] => {
  const found = new Map<string, MetricOut>()
  for (const { metrics } of takes)
    for (const each of metrics) if (each.normalised !== null) found.set(keyOf(each), each)
  const rows = [...found].map(([key, { character, dimension }]) => {
    const cells = takes.map(({ metrics }) => metrics.find((each) => keyOf(each) === key))
    return { key, character, dimension, cells, best: bestOf(cells) }
  })
  return [...rows.filter(({ character }) => character), ...rows.filter(({ character }) => !character)]
}

/** What cannot be told of any of the takes, by the reason. */
export const untoldOf = (takes: readonly Pick<AttemptOut, 'metrics'>[]): { reason: string; names: MetricOut[] }[] => {
  const told = new Set(rowsOf(takes).map(({ key }) => key))
  const reasons = new Map<string, Map<string, MetricOut>>()
  for (const each of takes.flatMap(({ metrics }) => metrics)) {
    if (told.has(keyOf(each)) || each.normalised !== null) continue
    reasons.set(each.reason, (reasons.get(each.reason) ?? new Map()).set(keyOf(each), each))
  }
  return [...reasons].map(([reason, names]) => ({ reason, names: [...names.values()] }))
}

export interface Direction {
  prompt: string
  negative: string
  move: string
  speed: number
  seed: number | null
  hero: string | null
}

/** What is to be different: what was left as it was is not named, so that it goes on following the shot. */
export const wishOf = (before: Direction, now: Direction, takes: number): SceneRegenerateIn => {
  const suffix = ` ${now.move[0]?.toUpperCase()}${now.move.slice(1)}.` // the server says ways itself: "Dolly left."
  const prompt =
    now.prompt.endsWith(suffix) && now.move.includes(' ') ? now.prompt.slice(0, -suffix.length) : now.prompt
  return {
    takes,
    prompt: now.prompt === before.prompt ? null : prompt,
    negative_prompt: now.negative === before.negative ? null : now.negative,
    camera_movement: now.move === before.move ? null : (MOVES.find((move) => move === now.move) ?? null),
    speed: now.speed === before.speed ? null : now.speed,
    seed: now.seed,
    hero_frame_id: now.hero === before.hero ? null : now.hero,
  }
}

/** Whether anything at all is to be different. */
export const isWish = ({ takes: _, ...wish }: SceneRegenerateIn): boolean =>
  Object.values(wish).some((value) => value !== null)

/** "+4.2", "−1.0" of a gain. */
export const signed = (value: number, digits = 1): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
