import { uuidv4 } from 'lib0/random'
import * as Y from 'yjs'

export type NodeKind = 'character' | 'style' | 'environment' | 'storyboard' | 'shot' | 'note'

/** Something that lies on a canvas: a thing by its id, or a note with words of its own. */
export interface Spot {
  kind: NodeKind
  ref: string | null
  x: number
  y: number
  width: number | null
  height: number | null
  text: string
}

/** A line from one of them to another. */
interface Line {
  source: string
  target: string
  label: string
}

export interface Graph {
  nodes: Record<string, Spot>
  edges: Record<string, Line>
}

export interface Place {
  x: number
  y: number
}

export const EMPTY: Graph = { nodes: {}, edges: {} }

type Fields = Y.Map<unknown>

const mapOf = (fields: Fields, key: string): Y.Map<unknown> | null => {
  const found = fields.get(key)
  return found instanceof Y.Map ? found : null
}

/** The shared map of one node or edge, in which its words are typed. */
export const sharedOf = (fields: Fields, key: 'nodes' | 'edges', id: string): Y.Map<unknown> | null => {
  const found = mapOf(fields, key)?.get(id)
  return found instanceof Y.Map ? found : null
}

/** Plain values of a map, those that did not change as the same objects as before: who shows them draws nothing anew. */
const kept = <Value>(map: Y.Map<unknown> | null, before: Record<string, Value>): Record<string, Value> => {
  const found: Record<string, Value> = {}
  for (const [id, value] of map?.entries() ?? []) {
    const now = (value instanceof Y.Map ? value.toJSON() : value) as Value
    const then = before[id]
    found[id] = then !== undefined && JSON.stringify(then) === JSON.stringify(now) ? then : now
  }
  return found
}

/** The graph of a shared document; a line that has lost one of its ends is none. */
export const readGraph = (fields: Fields, before: Graph = EMPTY): Graph => {
  const nodes = kept<Spot>(mapOf(fields, 'nodes'), before.nodes)
  const lines = Object.entries(kept<Line>(mapOf(fields, 'edges'), before.edges))
  return { nodes, edges: Object.fromEntries(lines.filter(([, { source, target }]) => nodes[source] && nodes[target])) }
}

const asMap = (values: object, prose: string): Y.Map<unknown> =>
  new Y.Map(Object.entries(values).map(([key, value]) => [key, key === prose ? new Y.Text(String(value)) : value]))

const change = (fields: Fields, run: (nodes: Y.Map<unknown>, edges: Y.Map<unknown>) => void) => {
  const [nodes, edges] = [mapOf(fields, 'nodes'), mapOf(fields, 'edges')]
  if (nodes && edges) fields.doc?.transact(() => run(nodes, edges))
}

/** Lay things and the lines between them on the canvas; a line names things by their place in the list. */
export const add = (
  fields: Fields,
  spots: readonly Partial<Spot>[],
  lines: readonly { from: number; to: number; label: string }[] = [],
): string[] => {
  const ids = spots.map(() => uuidv4())
  const plain: Spot = { kind: 'note', ref: null, x: 0, y: 0, width: null, height: null, text: '' }
  change(fields, (nodes, edges) => {
    for (const [at, spot] of spots.entries()) nodes.set(ids[at] as string, asMap({ ...plain, ...spot }, 'text'))
    for (const { from, to, label } of lines)
      edges.set(uuidv4(), asMap({ source: ids[from], target: ids[to], label }, 'label'))
  })
  return ids
}

/** Draw a line, unless there is one this way; gives its id. */
export const connect = (fields: Fields, source: string, target: string, label: string): string => {
  const there = Object.entries(readGraph(fields).edges).find(([, e]) => e.source === source && e.target === target)
  if (there) return there[0]
  const id = uuidv4()
  if (source !== target) change(fields, (_nodes, edges) => edges.set(id, asMap({ source, target, label }, 'label')))
  return id
}

/** Let a line lead the other way. */
export const turn = (fields: Fields, id: string) =>
  change(fields, () => {
    const edge = sharedOf(fields, 'edges', id)
    const { source, target } = (edge?.toJSON() ?? {}) as Line
    edge?.set('source', target)
    edge?.set('target', source)
  })

/** Put things where they are meant to be; who is gone meanwhile stays gone. */
export const place = (fields: Fields, places: ReadonlyMap<string, Partial<Spot>>) =>
  change(fields, () => {
    for (const [id, wanted] of places) {
      const node = sharedOf(fields, 'nodes', id)
      for (const [key, value] of Object.entries(wanted)) {
        const rounded = typeof value === 'number' ? Math.round(value) : value
        if (node && node.get(key) !== rounded) node.set(key, rounded)
      }
    }
  })

/** Take things and lines away; a thing takes its lines along. */
export const remove = (fields: Fields, nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>) =>
  change(fields, (nodes, edges) => {
    for (const id of nodeIds) nodes.delete(id)
    for (const [id, edge] of [...edges.entries()]) {
      const { source, target } = (edge instanceof Y.Map ? edge.toJSON() : edge) as Line
      if (edgeIds.has(id) || nodeIds.has(source) || nodeIds.has(target)) edges.delete(id)
    }
  })

const BESIDE = 32 // how far from the original a double lies

/** Double things with the lines between them; gives the doubles' ids. */
export const duplicate = (fields: Fields, ids: readonly string[]): string[] => {
  const { nodes, edges } = readGraph(fields)
  const there = ids.filter((id) => nodes[id])
  const spots = there.map((id) => nodes[id] as Spot).map((s) => ({ ...s, x: s.x + BESIDE, y: s.y + BESIDE }))
  const lines = Object.values(edges)
    .map(({ source, target, label }) => ({ from: there.indexOf(source), to: there.indexOf(target), label }))
    .filter(({ from, to }) => from >= 0 && to >= 0)
  return add(fields, spots, lines)
}
