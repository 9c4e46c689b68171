import type { ItemOut } from '@/api/generated/types.gen'

/** An item as it is seen at a frame: which frame of its take, how much of it, and from the left up to where (a wipe). */
export interface Layer {
  item: ItemOut
  /** The frame within the take. */
  frame: number
  opacity: number
  /** 0–1 of the width, 1 all of it. */
  shown: number
}

/** The frame of its take that an item shows at a frame of the cut; a held picture has one only. */
const within = (item: ItemOut, frame: number) => item.start + frame - item.at

const alone = (item: ItemOut, frame: number): Layer => ({ item, frame: within(item, frame), opacity: 1, shown: 1 })

/** How far the way from one item to the next is at a frame, 0–1; null where it is not on it. */
const onTheWay = (left: ItemOut, right: ItemOut, frame: number): number | null => {
  const frames = left.next.way === 'cut' ? 0 : (left.next.frames ?? 0)
  const begins = right.at - Math.floor(frames / 2)
  return frame < begins || frame >= begins + frames ? null : (frame - begins + 1) / (frames + 1)
}

const over = (left: ItemOut, right: ItemOut, frame: number, how: number): Layer[] => {
  if (left.next.way === 'fade') return [{ ...alone(how < 0.5 ? left : right, frame), opacity: Math.abs(1 - 2 * how) }]
  const part = left.next.way === 'wipe' ? { shown: how } : { opacity: how }
  return [alone(left, frame), { ...alone(right, frame), ...part }]
}

/** What lies above each other at a frame of the cut, the lowest first; a transition is centred on its cut. */
export const layersAt = (items: readonly ItemOut[], frame: number): Layer[] => {
  const found = items.findIndex(({ at, length }) => frame < at + length)
  const place = found < 0 ? items.length - 1 : found
  for (const at of [place - 1, place]) {
    const [left, right] = [items[at], items[at + 1]]
    const how = left && right ? onTheWay(left, right, frame) : null
    if (left && right && how !== null) return over(left, right, frame, how)
  }
  const item = items[place]
  return item ? [alone(item, frame)] : []
}

/** The items whose files are to be there: what is seen, and what comes next. */
export const nearby = (items: readonly ItemOut[], frame: number): ItemOut[] => {
  const place = items.findIndex(({ at, length }) => frame < at + length)
  return items.slice(Math.max(0, place - 1), place < 0 ? undefined : place + 3)
}
