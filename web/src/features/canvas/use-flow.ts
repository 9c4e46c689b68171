import { applyNodeChanges, type EdgeChange, type NodeChange, type ReactFlowProps } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { SIZES } from '@/lib/canvas-sizes'
import type { Shared } from '@/realtime/document'
import type { CanvasEdge } from './edge'
import { EMPTY, type Graph, type Place, place, readGraph, type Spot } from './graph'
import { nameId } from './kinds'
import type { CanvasNode } from './nodes'

/** The graph of the shared document, read anew whenever anybody changes it. */
const useGraph = (fields: Y.Map<unknown>): Graph => {
  const [graph, setGraph] = useState<Graph>(EMPTY)
  useEffect(() => {
    const look = () => setGraph((before) => readGraph(fields, before))
    look()
    fields.observeDeep(look)
    return () => fields.unobserveDeep(look)
  }, [fields])
  return graph
}

const asNode = (id: string, spot: Spot, editable: boolean, before: CanvasNode | undefined): CanvasNode => ({
  ...before,
  id,
  type: spot.kind === 'note' ? 'note' : 'thing',
  // what is dragged here right now is where the pointer is
  position: before?.dragging ? before.position : { x: spot.x, y: spot.y },
  width: spot.width ?? SIZES[spot.kind].width,
  ...(spot.height && { height: spot.height }),
  initialHeight: spot.height ?? SIZES[spot.kind].height,
  domAttributes: { 'aria-labelledby': nameId(id) },
  data: { spot, editable },
})

/** The nodes of a graph: those that did not change as they were; `wanted`: what is to be selected, else as before. */
export const nodesOf = (
  graph: Graph,
  before: readonly CanvasNode[],
  editable: boolean,
  wanted: ReadonlySet<string> | null,
): CanvasNode[] => {
  const known = new Map(before.map((node) => [node.id, node]))
  return Object.entries(graph.nodes).map(([id, spot]) => {
    const node = known.get(id)
    const selected = wanted ? wanted.has(id) : (node?.selected ?? false)
    if (node?.data.spot === spot && node.data.editable === editable && node.selected === selected) return node
    return { ...asNode(id, spot, editable, node), selected }
  })
}

const EVERY = 50 // ms between two writes of a drag: the others see it move
const CAPTURE = 400 // ms within which edits are one step of undo, as realtime/document.ts sets it

/** Positions on their way to the document while something is dragged; one drag is one step of undo. */
export const useMoves = ({ fields, undo }: Shared) => {
  const moved = useRef(new Map<string, Place>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flush = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (moved.current.size > 0) place(fields, moved.current)
    moved.current = new Map()
  }, [fields])
  const move = useCallback(
    (id: string, to: Place, now: boolean) => {
      moved.current.set(id, to)
      if (now) flush()
      else timer.current ??= setTimeout(flush, EVERY)
    },
    [flush],
  )
  const begin = useCallback(() => {
    undo.stopCapturing()
    undo.captureTimeout = Number.POSITIVE_INFINITY
  }, [undo])
  const end = useCallback(() => {
    flush()
    undo.captureTimeout = CAPTURE
    undo.stopCapturing()
  }, [flush, undo])
  useEffect(() => end, [end]) // who leaves in the middle of a drag drops it where it is
  return { move, begin, end }
}

/** The shared graph as the canvas draws it, and what people do to it on the canvas. */
export const useFlow = (shared: Shared, editable: boolean) => {
  const { fields } = shared
  const graph = useGraph(fields)
  const [nodes, setNodes] = useState<CanvasNode[]>([])
  const [lines, setLines] = useState<ReadonlySet<string>>(new Set())
  const wanted = useRef<ReadonlySet<string> | null>(null)
  const { move, begin, end } = useMoves(shared)
  useEffect(() => {
    const chosen = wanted.current
    wanted.current = null
    setNodes((before) => nodesOf(graph, before, editable, chosen))
  }, [graph, editable])
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      setNodes((before) => applyNodeChanges(changes, before))
      for (const change of changes) {
        if (change.type === 'position' && change.position) move(change.id, change.position, !change.dragging)
        if (change.type === 'dimensions' && change.resizing && change.dimensions)
          place(fields, new Map([[change.id, change.dimensions]]))
      }
    },
    [fields, move],
  )
  const onEdgesChange = useCallback((changes: EdgeChange<CanvasEdge>[]) => {
    setLines((before) => {
      const after = new Set(before)
      for (const change of changes) if (change.type === 'select') after[change.selected ? 'add' : 'delete'](change.id)
      return after
    })
  }, [])
  const select = useCallback((ids: Iterable<string>, edges: Iterable<string> = []) => {
    const chosen = new Set(ids)
    wanted.current = chosen // what was only just laid on it comes with the next graph
    setNodes((before) =>
      before.map((n) => (n.selected === chosen.has(n.id) ? n : { ...n, selected: chosen.has(n.id) })),
    )
    setLines(new Set(edges))
  }, [])
  const selectLine = useCallback((id: string) => select([], [id]), [select])
  const edges = useMemo<CanvasEdge[]>(
    () =>
      Object.entries(graph.edges).map(([id, { source, target, label }]) => ({
        id,
        source,
        target,
        type: 'labelled',
        selected: lines.has(id),
        data: { label, onSelect: selectLine },
      })),
    [graph, lines, selectLine],
  )
  const selected = useMemo(() => nodes.filter((node) => node.selected), [nodes])
  const drags: Pick<ReactFlowProps, `on${'Node' | 'Selection'}Drag${'Start' | 'Stop'}`> = {
    onNodeDragStart: begin,
    onNodeDragStop: end,
    onSelectionDragStart: begin,
    onSelectionDragStop: end,
  }
  return { graph, nodes, edges, selected, lines, onNodesChange, onEdgesChange, select, drags }
}
