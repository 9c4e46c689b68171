/** What of an environment changes its picture, as its document has it. */
export interface Knobs {
  set: string
  lighting: string
  mood: string
  contrast: number
  colour_temperature: number | null
}

export const SIDES = ['front', 'left', 'right', 'back'] as const
export type Side = (typeof SIDES)[number]
/** Each better than the one before it, and later. */
export const QUALITIES = ['rough', 'live', 'fine'] as const
export type Quality = (typeof QUALITIES)[number]

/** The address of a picture of the place with these knobs; the hour's own colour temperature is 0. */
export const previewUrl = (
  environment: string,
  project: string,
  knobs: Knobs,
  side: Side,
  quality: Quality,
): string => {
  const query = new URLSearchParams({
    project,
    set: knobs.set,
    lighting: knobs.lighting,
    mood: knobs.mood,
    contrast: String(knobs.contrast),
    colour_temperature: String(knobs.colour_temperature ?? 0),
    side,
    quality,
  })
  return `/api/environments/${environment}/preview?${query}`
}

/** What is asked for after a picture came: the next better one; the last takes a while, so only where nothing turns. */
export const better = (quality: Quality): Quality | null => QUALITIES[QUALITIES.indexOf(quality) + 1] ?? null
