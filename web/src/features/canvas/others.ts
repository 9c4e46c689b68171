import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Shared } from '@/realtime/document'
import { useLive } from '@/realtime/project'
import type { Place } from './graph'

/** Somebody else who looks at the canvas. */
export interface Other {
  tab: string
  id: string
  name: string
  cursor: Place | null
  selection: string[]
}

const [EVERY, NOBODY] = [50, [] as Other[]] // ms between two places of the pointer: the server passes on 20 a second

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  Number.isFinite((value as Place).x) &&
  Number.isFinite((value as Place).y)

/** The others as their browsers tell of them; what makes no sense is left out. */
export const othersOf = (states: ReadonlyMap<number, Record<string, unknown>>, own: number): Other[] =>
  [...states].flatMap(([client, { user, cursor, selection }]) => {
    const { id, name } = (user ?? {}) as { id?: unknown; name?: unknown }
    if (client === own || typeof id !== 'string' || typeof name !== 'string') return []
    const ids = Array.isArray(selection) ? selection.filter((each) => typeof each === 'string') : []
    return [{ tab: String(client), id, name, cursor: isPlace(cursor) ? cursor : null, selection: ids }]
  })

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The others on this canvas, and how they are told of your pointer and of what you selected. */
export const useOthers = ({ awareness }: Shared, selection: readonly string[]) => {
  const [others, setOthers] = useState<Other[]>(NOBODY)
  const you = useLive(({ you }) => you)
  const said = useRef(0)
  useEffect(() => {
    const look = () => {
      const found = othersOf(awareness.getStates(), awareness.clientID)
      setOthers((before) => (same(before, found) ? before : found))
    }
    look()
    awareness.on('change', look)
    return () => awareness.off('change', look)
  }, [awareness])
  useEffect(() => {
    if (you) awareness.setLocalStateField('user', { id: you.id, name: you.name })
  }, [awareness, you])
  useEffect(() => awareness.setLocalStateField('selection', [...selection]), [awareness, selection])
  useEffect(
    () => () => {
      awareness.setLocalStateField('cursor', null)
      awareness.setLocalStateField('selection', [])
    },
    [awareness],
  )
  const point = useCallback(
    (cursor: Place | null) => {
      const now = performance.now()
      if (cursor && now - said.current < EVERY) return
      said.current = now
      awareness.setLocalStateField('cursor', cursor && { x: Math.round(cursor.x), y: Math.round(cursor.y) })
    },
    [awareness],
  )
  const holders = useRef<Record<string, Other[]>>({})
  return useMemo(() => {
    const found: Record<string, Other[]> = {}
    for (const other of others)
      for (const id of other.selection) found[id] = [...(found[id] ?? []), { ...other, cursor: null }]
    // cursors move all the time; who holds what must be the same object while it is the same
    if (!same(holders.current, found)) holders.current = found
    return { others, point, holders: holders.current }
  }, [others, point])
}

/** Who else has a thing selected, by its id. */
export const Holders = createContext<Record<string, Other[]>>({})

export const useHolders = (id: string): Other[] => useContext(Holders)[id] ?? NOBODY
