import { createContext, useContext } from 'react'
import type { ScreenplayOut, ScriptMention } from '@/api/generated/types.gen'
import { huesOf } from './hues'

export type Kind = ScriptMention['kind']

/** What a name of the script is: which thing of ours, and in which colour it is seen. */
interface Mark {
  id: string | null
  called: string | null
  hue: number | undefined
}

/** What every name of a script is, by kind and name. */
export const marksOf = ({ cast, places }: Pick<ScreenplayOut, 'cast' | 'places'>) => {
  const people = huesOf(cast.flatMap(({ character_id }) => character_id ?? []))
  const sets = huesOf(places.flatMap(({ environment_id }) => environment_id ?? []))
  const mark = (id: string | null, called: string | null, hues: ReadonlyMap<string, number>): Mark => ({
    id,
    called,
    hue: hues.get(id ?? ''),
  })
  return {
    character: new Map(cast.map((p) => [p.name, mark(p.character_id, p.character_name, people)])),
    place: new Map(places.map((p) => [p.name, mark(p.environment_id, p.environment_name, sets)])),
  }
}

interface Shared {
  marks: ReturnType<typeof marksOf>
  /** Opens what is known of a name, beside `at`. */
  open: (kind: Kind, name: string, at: HTMLElement) => void
  /** Photographs that define somebody of the script. */
  define: (name: string, files: readonly File[]) => void
}

export const Names = createContext<Shared | null>(null)

/** What the pieces of a script's page share of its names. */
export const useNames = () => {
  const shared = useContext(Names)
  if (!shared) throw new Error('names are shown on a script’s page')
  return shared
}

/** The names in the text, in order. */
const named = () => [...document.querySelectorAll<HTMLElement>('[data-named]')]

/** Moves the focus to the next name in the text, or the one before. */
export const stepFrom = (from: Element | null, by: 1 | -1): HTMLElement | undefined => {
  const all = named()
  const at = all.indexOf(from as HTMLElement)
  const next = at < 0 ? all[0] : all[at + by]
  next?.focus()
  return next
}
