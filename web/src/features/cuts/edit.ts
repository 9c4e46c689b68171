import type { ItemIn, ItemOut, WayOver } from '@/api/generated/types.gen'

/** Frames that the take of an item has in all. */
const availableOf = ({ head, length, tail }: Pick<ItemOut, 'head' | 'length' | 'tail'>) => head + length + tail

/** The items with the frame of the cut at which each begins. */
export const placed = (items: readonly ItemOut[]): ItemOut[] => {
  let at = 0
  return items.map((item) => {
    const found = { ...item, at }
    at += item.length
    return found
  })
}

export const lengthOf = (items: readonly Pick<ItemOut, 'length'>[]) =>
  items.reduce((sum, { length }) => sum + length, 0)

/** The row as it is sent: every item in its place, by key; one without a key is a new title card. */
export const asSent = (items: readonly ItemOut[]): ItemIn[] =>
  items.map(({ key, kind, start, length, next, text }) => ({
    ...(key && { key }),
    ...(kind === 'clip' && { start }),
    length,
    next,
    ...(kind === 'title' && { text }),
  }))

/** The row with an item in another place. */
export const moved = (items: readonly ItemOut[], key: string, to: number): ItemOut[] => {
  const item = items.find((each) => each.key === key)
  if (!item) return [...items]
  const others = items.filter((each) => each !== item)
  others.splice(Math.min(Math.max(0, to), others.length), 0, item)
  return placed(others)
}

/** An item seen from another frame of its take and for longer or shorter, as far as the take goes. */
export const trimmed = (item: ItemOut, start: number, length: number): ItemOut => {
  if (item.kind !== 'clip') return { ...item, length: Math.max(1, length) } // held at will
  const all = availableOf(item)
  const from = Math.min(Math.max(0, start), all - 1)
  const frames = Math.min(Math.max(1, length), all - from)
  return { ...item, start: from, length: frames, head: from, tail: all - from - frames }
}

/** What a handle that is dragged by some frames makes of an item; its other end stays. */
export const dragged = (item: ItemOut, edge: 'in' | 'out', by: number): ItemOut => {
  if (edge === 'out') return trimmed(item, item.start, item.length + by)
  if (item.kind !== 'clip') return trimmed(item, item.start, item.length - by)
  const start = Math.min(Math.max(0, item.start + by), item.start + item.length - 1)
  return trimmed(item, start, item.length - (start - item.start))
}

/** The row with one item changed. */
export const changed = (items: readonly ItemOut[], key: string, change: (item: ItemOut) => ItemOut): ItemOut[] =>
  placed(items.map((item) => (item.key === key ? change(item) : item)))

export const without = (items: readonly ItemOut[], key: string): ItemOut[] =>
  placed(items.filter((item) => item.key !== key))

/** A card before the item that is named, or at the very end. */
export const withTitle = (
  items: readonly ItemOut[],
  text: string,
  frames: number,
  before: string | null,
): ItemOut[] => {
  const card: ItemOut = {
    key: '',
    name: text.split('\n')[0] ?? '',
    kind: 'title',
    at: 0,
    timecode: '',
    start: 0,
    length: frames,
    head: 0,
    tail: 0,
    asset_id: '',
    shot_id: '',
    scene: '',
    shot: '',
    take: 0,
    next: { way: 'cut', frames: 0 },
    text,
    markers: [],
  }
  const to = items.findIndex(({ key }) => key === before)
  const row = [...items]
  row.splice(to < 0 ? row.length : to, 0, card)
  return placed(row)
}

/** A way over that has the frames it needs: a cut none, another what was chosen, or half a second. */
export const wayOver = (way: WayOver['way'], frames: number, rate: number): WayOver =>
  way === 'cut' || way === undefined ? { way: 'cut', frames: 0 } : { way, frames: frames || Math.round(rate / 2) }

/** The item that is seen at a frame; the last one at the very end. */
export const itemAt = (items: readonly ItemOut[], frame: number): ItemOut | undefined =>
  items.find(({ at, length }) => frame < at + length) ?? items.at(-1)

/** The frames at which something begins or ends, for keys that jump there. */
export const edgesOf = (items: readonly ItemOut[]): number[] => [
  ...items.map(({ at }) => at),
  Math.max(0, lengthOf(items) - 1),
]

/** The place in the row that somebody means who lets go at a frame. */
export const placeAt = (items: readonly ItemOut[], frame: number): number => {
  const place = items.findIndex(({ at, length }) => frame < at + length / 2)
  return place < 0 ? items.length : place
}
