import type { Place } from './graph'

export interface Box extends Place {
  id: string
  width: number
  height: number
}

export const WAYS = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down', 'grid'] as const
export type Way = (typeof WAYS)[number]

const GAP = 40

const ends = (boxes: readonly Box[]) => ({
  left: Math.min(...boxes.map((b) => b.x)),
  right: Math.max(...boxes.map((b) => b.x + b.width)),
  top: Math.min(...boxes.map((b) => b.y)),
  bottom: Math.max(...boxes.map((b) => b.y + b.height)),
})

/** Even gaps between the first and the last along an axis. */
const spread = (boxes: readonly Box[], axis: 'x' | 'y', size: 'width' | 'height'): Box[] => {
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || sorted.length < 3) return sorted
  const room = last[axis] + last[size] - first[axis] - sorted.reduce((sum, box) => sum + box[size], 0)
  const gap = room / (sorted.length - 1)
  let at = first[axis]
  return sorted.map((box) => {
    const moved = { ...box, [axis]: at }
    at += box[size] + gap
    return moved
  })
}

/** Rows and columns in reading order, as wide cells as the widest box. */
const gridded = (boxes: readonly Box[]): Box[] => {
  const { left, top } = ends(boxes)
  const columns = Math.ceil(Math.sqrt(boxes.length))
  const [width, height] = [Math.max(...boxes.map((b) => b.width)), Math.max(...boxes.map((b) => b.height))]
  const row = (box: Box) => Math.round((box.y - top) / (height + GAP))
  return [...boxes]
    .sort((a, b) => row(a) - row(b) || a.x - b.x)
    .map((box, at) => ({
      ...box,
      x: left + (at % columns) * (width + GAP),
      y: top + Math.floor(at / columns) * (height + GAP),
    }))
}

/** Where boxes lie after they were aligned, spread out or put in rows. */
export const arranged = (boxes: readonly Box[], way: Way): Map<string, Place> => {
  if (boxes.length < 2) return new Map()
  const { left, right, top, bottom } = ends(boxes)
  const moved: Record<Way, () => Box[]> = {
    left: () => boxes.map((b) => ({ ...b, x: left })),
    centre: () => boxes.map((b) => ({ ...b, x: (left + right - b.width) / 2 })),
    right: () => boxes.map((b) => ({ ...b, x: right - b.width })),
    top: () => boxes.map((b) => ({ ...b, y: top })),
    middle: () => boxes.map((b) => ({ ...b, y: (top + bottom - b.height) / 2 })),
    bottom: () => boxes.map((b) => ({ ...b, y: bottom - b.height })),
    across: () => spread(boxes, 'x', 'width'),
    down: () => spread(boxes, 'y', 'height'),
    grid: () => gridded(boxes),
  }
  return new Map(moved[way]().map(({ id, x, y }) => [id, { x, y }]))
}

const [COLUMN, ROW] = [260, 210]

/** A board on a canvas: its cast in a row, its shots in rows of four below, each led to by the one before. */
export const laidOut = (cast: readonly string[], shots: readonly string[], { x, y }: Place) => {
  const spots = [
    ...cast.map((ref, at) => ({ kind: 'character' as const, ref, x: x + at * COLUMN, y })),
    ...shots.map((ref, at) => ({
      kind: 'shot' as const,
      ref,
      x: x + (at % 4) * COLUMN,
      y: y + (cast.length ? 260 : 0) + Math.floor(at / 4) * ROW,
    })),
  ]
  const lines = shots.slice(1).map((_, at) => ({ from: cast.length + at, to: cast.length + at + 1, label: '' }))
  return { spots, lines }
}
