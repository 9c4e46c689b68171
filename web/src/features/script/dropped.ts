import { MOST, nameFrom } from '@/features/characters/checks'
import { isPicture, isScript } from '@/lib/files'

/** What was let go at once: scripts, the photographs of each person, and what is neither. */
export interface Dropped {
  scripts: File[]
  people: File[][]
  others: File[]
}

/**
 * Files by what they are for. Photographs are of one person where their names say so, and where a few are let go among
 * the characters (`oneAtATime`).
 */
export const sorted = (files: readonly File[], oneAtATime = false): Dropped => {
  const rest = files.filter((file) => !isScript(file))
  const pictures = rest.filter(isPicture)
  const one = oneAtATime && pictures.length <= MOST
  const people = Map.groupBy(pictures, ({ name }) => (one ? '' : nameFrom(name)))
  return {
    scripts: files.filter(isScript),
    people: [...people.values()],
    others: rest.filter((file) => !isPicture(file)),
  }
}
