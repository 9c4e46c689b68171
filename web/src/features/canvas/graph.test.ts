import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { add, connect, duplicate, place, readGraph, remove, turn } from './graph'

const canvas = () => {
  const fields = new Y.Doc().getMap<unknown>('fields')
  fields.set('nodes', new Y.Map())
  fields.set('edges', new Y.Map())
  return fields
}
const docOf = (fields: Y.Map<unknown>) => fields.doc as Y.Doc
const meet = (a: Y.Map<unknown>, b: Y.Map<unknown>) => {
  Y.applyUpdate(docOf(b), Y.encodeStateAsUpdate(docOf(a)))
  Y.applyUpdate(docOf(a), Y.encodeStateAsUpdate(docOf(b)))
}
const twin = (a: Y.Map<unknown>) => {
  const b = new Y.Doc().getMap<unknown>('fields')
  Y.applyUpdate(docOf(b), Y.encodeStateAsUpdate(docOf(a)))
  return b
}

describe('the graph of a canvas', () => {
  it('holds what was laid on it, words as text in which two can type', () => {
    const fields = canvas()
    const [a, b] = add(fields, [{ kind: 'character', ref: '7', x: 1 }, { text: 'She lies.' }]) as [string, string]
    const line = connect(fields, a, b, 'says')
    expect(readGraph(fields).nodes[a]).toMatchObject({ kind: 'character', ref: '7', x: 1, y: 0 })
    expect(readGraph(fields).nodes[b]).toMatchObject({ kind: 'note', text: 'She lies.' })
    expect(readGraph(fields).edges[line]).toEqual({ source: a, target: b, label: 'says' })
    expect(connect(fields, a, b, 'shouts')).toBe(line)
    turn(fields, line)
    expect(readGraph(fields).edges[line]).toMatchObject({ source: b, target: a })
    remove(fields, new Set([b]), new Set())
    expect(readGraph(fields).edges).toEqual({})
  })

  it('gives what did not change as the same object', () => {
    const fields = canvas()
    const [a, b] = add(fields, [{}, {}]) as [string, string]
    const before = readGraph(fields)
    place(fields, new Map([[a, { x: 40.4 }]]))
    const after = readGraph(fields, before)
    expect(after.nodes[a]?.x).toBe(40)
    expect(after.nodes[b]).toBe(before.nodes[b])
  })

  it('is the same for two who edited it apart, and a line without an end is none', () => {
    const here = canvas()
    const [a, b] = add(here, [{}, {}]) as [string, string]
    const there = twin(here)
    place(here, new Map([[a, { x: 10 }]]))
    connect(here, a, b, 'follows')
    place(there, new Map([[a, { y: 20 }]]))
    remove(there, new Set([b]), new Set())
    const [late] = add(there, [{ text: 'late' }]) as [string]
    meet(here, there)
    expect(readGraph(here)).toEqual(readGraph(there))
    expect(readGraph(here).nodes[a]).toMatchObject({ x: 10, y: 20 })
    expect(Object.keys(readGraph(here).nodes).sort()).toEqual([a, late].sort())
    expect(readGraph(here).edges).toEqual({})
  })

  it('does not bring back what another took away by moving it', () => {
    const here = canvas()
    const [a] = add(here, [{}]) as [string]
    const there = twin(here)
    remove(here, new Set([a]), new Set())
    place(there, new Map([[a, { x: 5 }]]))
    meet(here, there)
    expect(readGraph(there).nodes).toEqual({})
  })

  it('doubles things with the lines between them', () => {
    const fields = canvas()
    const [a, b, c] = add(fields, [{ text: 'a' }, { text: 'b' }, {}]) as [string, string, string]
    connect(fields, a, b, 'loves')
    connect(fields, b, c, 'fears')
    const [twinA, twinB] = duplicate(fields, [a, b]) as [string, string]
    const { nodes, edges } = readGraph(fields)
    expect(nodes[twinA]).toMatchObject({ text: 'a', x: 32 })
    expect(Object.values(edges).filter((e) => e.source === twinA)).toEqual([
      { source: twinA, target: twinB, label: 'loves' },
    ])
    expect(Object.keys(edges)).toHaveLength(3)
  })

  it('takes back one step of ours, not of another', () => {
    const fields = canvas()
    const undo = new Y.UndoManager(fields, { captureTimeout: 0 })
    const [a] = add(fields, [{}]) as [string]
    const there = twin(fields)
    const [b] = add(there, [{ text: 'theirs' }]) as [string]
    Y.applyUpdate(docOf(fields), Y.encodeStateAsUpdate(docOf(there)), 'net')
    place(fields, new Map([[a, { x: 9 }]]))
    undo.undo()
    expect(readGraph(fields).nodes[a]?.x).toBe(0)
    undo.undo()
    expect(Object.keys(readGraph(fields).nodes)).toEqual([b])
  })
})
