import { expect, it } from 'vitest'
import type { Graph, Spot } from './graph'
import { freePlace } from './room'

const note = (x: number, y: number): Spot => ({ kind: 'note', ref: null, x, y, width: 100, height: 100, text: '' })
const WANTED = { x: 0, y: 0, width: 100, height: 100 }

it('is where one wants it, if nothing lies there', () =>
  expect(freePlace({ nodes: { a: note(300, 0) }, edges: {} }, WANTED)).toEqual({ x: 0, y: 0 }))

it('is near, and covers nothing', () => {
  const graph: Graph = { nodes: {}, edges: {} }
  for (let at = 0; at < 30; at += 1) {
    const { x, y } = freePlace(graph, WANTED)
    for (const other of Object.values(graph.nodes))
      expect(Math.max(Math.abs(other.x - x), Math.abs(other.y - y))).toBeGreaterThanOrEqual(100)
    graph.nodes[String(at)] = note(x, y)
  }
  expect(Math.max(...Object.values(graph.nodes).map(({ x, y }) => Math.hypot(x, y)))).toBeLessThan(900)
})
