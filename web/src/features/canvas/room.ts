import { SIZES } from '@/lib/canvas-sizes'
import type { Graph, Place } from './graph'

interface Box extends Place {
  width: number
  height: number
}

const [MARGIN, STEP, RINGS] = [12, 60, 40]

const meets = (a: Box, b: Box) =>
  a.x < b.x + b.width + MARGIN &&
  b.x < a.x + a.width + MARGIN &&
  a.y < b.y + b.height + MARGIN &&
  b.y < a.y + a.height + MARGIN

/** The place nearest to the wanted one at which a box covers nothing that lies on the canvas. */
export const freePlace = (graph: Graph, wanted: Box): Place => {
  const taken = Object.values(graph.nodes).map(({ kind, x, y, width, height }) => ({
    x,
    y,
    width: width ?? SIZES[kind].width,
    height: height ?? SIZES[kind].height,
  }))
  const free = (box: Box) => !taken.some((other) => meets(box, other))
  for (let ring = 0; ring <= RINGS; ring += 1)
    for (let turn = 0; turn < Math.max(1, ring * 8); turn += 1) {
      const angle = (turn / Math.max(1, ring * 8)) * 2 * Math.PI
      const x = wanted.x + Math.cos(angle) * ring * STEP
      const y = wanted.y + Math.sin(angle) * ring * STEP
      if (free({ ...wanted, x, y })) return { x: Math.round(x), y: Math.round(y) }
    }
  return { x: wanted.x, y: wanted.y }
}
