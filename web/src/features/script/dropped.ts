import { nameFrom } from '@/features/characters/checks'
import { isPicture, isScript } from '@/lib/files'

/** What was let go at once: scripts, the photographs of each person, and what is neither. */
export interface Dropped {
  scripts: File[]
  people: File[][]
  others: File[]
}

/** Files by what they are for; photographs whose names tell the same person are of one. */
export const sorted = (files: readonly File[]): Dropped => {
  const rest = files.filter((file) => !isScript(file))
  const people = Map.groupBy(rest.filter(isPicture), ({ name }) => nameFrom(name))
  return {
    scripts: files.filter(isScript),
    people: [...people.values()],
    others: rest.filter((file) => !isPicture(file)),
  }
}
