import type { AxisOut, MetricOut, SceneQuality } from '@/api/generated/types.gen'

/** The bar of 70 on a dimension's own scale of 0–100; below it a dimension is called weak. */
export const BAR = 70

// Movement stands beside the figures that a frozen clip would win.
const ORDER = [
  'subject_consistency',
  'background_consistency',
  'dynamic_degree',
  'temporal_flickering',
  'motion_smoothness',
  'i2v_subject',
  'i2v_background',
  'camera_motion',
  'aesthetic_quality',
  'imaging_quality',
  'overall_consistency',
]

const place = (dimension: string) => (ORDER.indexOf(dimension) + ORDER.length + 1) % (ORDER.length + 1)

/** A normalised value as it is shown: 0–100, clamped for the eye. */
export const percent = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.min(100, Math.max(0, value * 100))

export interface Untold {
  reason: string
  dimensions: string[]
}

/** What was measured of a clip as a whole, in the order it is read; what could not be told, by its reason. */
export const sorted = (metrics: readonly MetricOut[]): { told: MetricOut[]; untold: Untold[] } => {
  const whole = metrics
    .filter(({ character }) => character === '')
    .toSorted((a, b) => place(a.dimension) - place(b.dimension))
  const reasons = Map.groupBy(
    whole.filter(({ normalised }) => normalised === null),
    ({ reason }) => reason,
  )
  return {
    told: whole.filter(({ normalised }) => normalised !== null),
    untold: [...reasons].map(([reason, found]) => ({ reason, dimensions: found.map(({ dimension }) => dimension) })),
  }
}

/** What was measured of each person, by name. */
export const people = (metrics: readonly MetricOut[]): [string, MetricOut[]][] => [
  ...Map.groupBy(
    metrics.filter(({ character }) => character !== ''),
    ({ character }) => character,
  ),
]

const axisOf = (radar: readonly AxisOut[], dimension: string) =>
  radar.find((axis) => axis.dimension === dimension)?.value ?? null

/** The figures that a frozen clip would win, with the movement that tells whether one did. */
export const steadiness = (radar: readonly AxisOut[]) => ({
  subject: axisOf(radar, 'subject_consistency'),
  background: axisOf(radar, 'background_consistency'),
  movement: axisOf(radar, 'dynamic_degree'),
})

/** The means of a report as the axes of a radar. */
export const axesOf = (dimensions: Readonly<Record<string, number | null>>): AxisOut[] =>
  Object.entries(dimensions)
    .map(([dimension, value]) => ({ dimension, value: percent(value) }))
    .toSorted((a, b) => place(a.dimension) - place(b.dimension))

/** The axes that at least one of several radars can tell, with the values side by side. */
export const merged = (radars: readonly (readonly AxisOut[])[]): { dimension: string; values: (number | null)[] }[] => {
  const names = [...new Set(radars.flatMap((radar) => radar.map(({ dimension }) => dimension)))]
  return names
    .map((dimension) => ({ dimension, values: radars.map((radar) => axisOf(radar, dimension)) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .toSorted((a, b) => place(a.dimension) - place(b.dimension))
}

/** After less before; null where one of them cannot be told. */
export const gain = (before: number | null | undefined, after: number | null | undefined): number | null =>
  before === null || before === undefined || after === null || after === undefined ? null : after - before

/** The share of a cap that is used, 0–1; null where there is none. */
export const share = (spent: number, cap: number | null | undefined): number | null =>
  cap === null || cap === undefined ? null : cap === 0 ? 1 : Math.min(1, spent / cap)

/** The scenes in the order a person would work on them: as `toDo` has them, the others behind. */
export const byNeed = (scenes: readonly SceneQuality[], toDo: readonly number[]): SceneQuality[] =>
  scenes.toSorted((a, b) => {
    const [at, other] = [toDo.indexOf(a.scene_number), toDo.indexOf(b.scene_number)]
    if (at !== other && (at < 0 || other < 0)) return at < 0 ? 1 : -1
    return at - other || a.scene_number - b.scene_number
  })

/** How far names have to be moved from their values, 0–100, so that `apart` lies between any two; null is no name. */
export const spread = (values: readonly (number | null)[], apart: number): number[] => {
  const moves = values.map(() => 0)
  const named = values
    .flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    .toSorted((a, b) => b.value - a.value)
  let above = 100 + apart
  for (const [place, { value, at }] of named.entries()) {
    const least = (named.length - 1 - place) * apart // room for those that come below
    above = Math.max(least, Math.min(value, above - apart))
    moves[at] = above - value
  }
  return moves
}
