import { createContext, useContext } from 'react'

/** Why somebody who looks on may not change things; undefined for who may. */
export const Watching = createContext<string | undefined>(undefined)

/** What a field that cannot be used says under the pointer and to a screen reader, where the role is why. */
export const useWatching = (disabled: boolean | undefined) => {
  const why = useContext(Watching)
  return disabled && why ? { title: why, 'aria-description': why } : undefined
}
