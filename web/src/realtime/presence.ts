import { useCallback, useEffect, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Shared } from './document'
import { here, useLive } from './project'
import type { Here, Someone } from './protocol'

/** Show the others where you are while the component is on the screen. */
export const useHere = (at: Here['at']) => {
  const text = JSON.stringify(at)
  useEffect(() => here(JSON.parse(text)), [text])
}

/** The others whose place has these values: `useOthersAt({ page, character: id })`. */
export const useOthersAt = (place: Record<string, unknown>): Someone[] => {
  const keys = Object.entries(place)
  return useLive(
    useShallow(({ people, you }) =>
      people.filter(({ tab, at }) => tab !== you?.tab && keys.every(([key, value]) => at?.[key] === value)),
    ),
  )
}

/** Somebody else in a field of a shared document. */
export interface InField {
  tab: string
  id: string
  name: string
  typing: boolean
}

const STILL = 2500 // ms without a key: no longer typing

const peopleIn = (awareness: Shared['awareness'], field: string): InField[] =>
  [...awareness.getStates()].flatMap(([client, state]) =>
    client !== awareness.clientID && state.field === field && state.user
      ? [{ tab: String(client), id: state.user.id, name: state.user.name, typing: Boolean(state.typing) }]
      : [],
  )

/** Who else is in a field of a shared document, and the handlers that tell the others of you. */
export const useFieldPresence = ({ awareness }: Shared, field: string) => {
  const [others, setOthers] = useState<InField[]>([])
  const still = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const look = () => {
      const found = peopleIn(awareness, field)
      setOthers((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found))
    }
    look()
    awareness.on('change', look)
    return () => {
      clearTimeout(still.current)
      awareness.off('change', look)
    }
  }, [awareness, field])
  const tell = useCallback(
    (inField: boolean, typing: boolean) => {
      const { you } = useLive.getState()
      if (you) awareness.setLocalStateField('user', { id: you.id, name: you.name })
      awareness.setLocalStateField('field', inField ? field : null)
      awareness.setLocalStateField('typing', typing)
      clearTimeout(still.current)
      if (typing) still.current = setTimeout(() => awareness.setLocalStateField('typing', false), STILL)
    },
    [awareness, field],
  )
  return { others, tell }
}
