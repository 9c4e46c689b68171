import type { NoteIn } from '@/api/generated/types.gen'

/** A place on a picture, in 0–1 of its width and height from the upper left corner. */
export type Region = NonNullable<NoteIn['region']>
export type Tool = 'look' | Region['type']
export type Spot = readonly [x: number, y: number]

const MOST = 5000 // points of a stroke that the server takes
const SMALLEST = 0.005 // of the picture: a smaller box was a click

const unit = (value: number) => Math.min(1, Math.max(0, value))

/** Where in a box on the screen a pointer is, in 0–1. */
export const spotIn = (
  box: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  at: { clientX: number; clientY: number },
): Spot => [unit((at.clientX - box.left) / box.width), unit((at.clientY - box.top) / box.height)]

/** The box between two corners, whichever they are. */
export const boxOf = ([ax, ay]: Spot, [bx, by]: Spot): Region => ({
  type: 'box',
  x: Math.min(ax, bx),
  y: Math.min(ay, by),
  width: Math.abs(ax - bx),
  height: Math.abs(ay - by),
})

const away = ([px, py]: Spot, [ax, ay]: Spot, [bx, by]: Spot) => {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  return length === 0 ? Math.hypot(px - ax, py - ay) : Math.abs(dy * (px - ax) - dx * (py - ay)) / length
}

/** A stroke with no more points than it needs (Ramer–Douglas–Peucker); `tolerance` in 0–1 of the picture. */
export const thinned = (points: readonly Spot[], tolerance = 0.001): Spot[] => {
  const [first, last] = [points[0], points.at(-1)]
  if (points.length < 3 || !first || !last) return [...points]
  let [farthest, distance] = [0, 0]
  for (let i = 1; i < points.length - 1; i += 1) {
    const found = away(points[i] as Spot, first, last)
    if (found > distance) [farthest, distance] = [i, found]
  }
  if (distance <= tolerance) return [first, last]
  return [
    ...thinned(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...thinned(points.slice(farthest), tolerance),
  ]
}

/** What a drag with a tool drew; null where it is too small to be meant. A box that was clicked is a point. */
export const drawn = (tool: Tool, points: readonly Spot[]): Region | null => {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || tool === 'look') return null
  if (tool === 'stroke') {
    const kept = thinned(points).slice(0, MOST)
    return kept.length < 2 ? null : { type: 'stroke', points: kept.map(([x, y]) => [x, y]) }
  }
  const box = boxOf(first, last)
  if (tool === 'box' && box.type === 'box' && box.width > SMALLEST && box.height > SMALLEST) return box
  return { type: 'point', x: last[0], y: last[1] }
}

/** Where the number of a note stands: the point, the box's upper left corner, the stroke's beginning. */
export const anchorOf = (region: Region): Spot =>
  region.type === 'stroke' ? (region.points[0] ?? [0, 0]) : [region.x, region.y]
