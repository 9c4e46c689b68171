import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Shared } from '@/realtime/document'
import { EMPTY, type Graph, readGraph, type Spot } from './graph'
import { nodesOf, useMoves } from './use-flow'

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

it('who leaves the page in the middle of a drag has dropped what he dragged, and undo counts again', () => {
  const doc = new Y.Doc()
  const fields = doc.getMap('fields')
  doc.transact(() => {
    const nodes = fields.set('nodes', new Y.Map<Y.Map<unknown>>())
    fields.set('edges', new Y.Map())
    nodes.set('a', new Y.Map<unknown>(Object.entries({ kind: 'note', ref: '', x: 1, y: 2, text: '' })))
  })
  const undo = new Y.UndoManager(fields, { captureTimeout: 400 })
  const { result, unmount } = renderHook(() => useMoves({ fields, undo } as unknown as Shared))
  result.current.begin()
  result.current.move('a', { x: 70, y: 80 }, false)
  unmount()
  expect(undo.captureTimeout).toBe(400)
  expect(readGraph(fields, EMPTY).nodes.a).toMatchObject({ x: 70, y: 80 })
})
