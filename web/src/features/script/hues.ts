import { hueOf } from '@/ui/faces'

const SLOTS = 12 // hues that people tell apart at a glance
const STEP = 5 // to the next slot to try: far off in hue, and it comes by all twelve

/**
 * The hue in degrees that each character or place has in a script: by its id, so that it is the same each time. Of two
 * that would have one, the newer (ids are in the order of making) takes the next that is free.
 */
export const huesOf = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const hues = new Map<string, number>()
  const taken = new Set<number>()
  for (const id of [...new Set(ids)].toSorted()) {
    let slot = Math.floor((hueOf(id) * SLOTS) / 360)
    if (taken.size < SLOTS) while (taken.has(slot)) slot = (slot + STEP) % SLOTS
    taken.add(slot)
    hues.set(id, (slot * 360) / SLOTS)
  }
  return hues
}
