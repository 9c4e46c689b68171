import { expect, it } from 'vitest'
import type { Graph, Spot } from './graph'
import { nodesOf } from './use-flow'

const spot = (more: Partial<Spot> = {}): Spot => ({
  kind: 'character',
  ref: '7',
  x: 1,
  y: 2,
  width: null,
  height: null,
  text: '',
  ...more,
})

it('draws anew only what changed, and leaves what is dragged under the pointer', () => {
  const [a, b] = [spot(), spot({ x: 5 })]
  const graph: Graph = { nodes: { a, b }, edges: {} }
  const first = nodesOf(graph, [], true, new Set(['a']))
  expect(first.map((node) => [node.id, node.selected, node.position])).toEqual([
    ['a', true, { x: 1, y: 2 }],
    ['b', false, { x: 5, y: 2 }],
  ])
  const dragged = first.map((node) => (node.id === 'b' ? { ...node, dragging: true, position: { x: 90, y: 9 } } : node))
  const second = nodesOf({ nodes: { a, b: spot({ x: 80 }) }, edges: {} }, dragged, true, null)
  expect(second[0]).toBe(dragged[0])
  expect(second[1]?.position).toEqual({ x: 90, y: 9 })
})

it('a note is as large as somebody made it', () => {
  const [note] = nodesOf({ nodes: { n: spot({ kind: 'note', width: 300, height: 80 }) }, edges: {} }, [], true, null)
  expect(note).toMatchObject({ type: 'note', width: 300, height: 80 })
})
