import type { AttemptOut, NoteOut } from '@/api/generated/types.gen'

/** Where on the scrub bar somebody said something of a take; `notes` as they were written, the first one first. */
export interface Mark {
  frame: number
  take: string
  number: number
  notes: NoteOut[]
}

type Numbered = Pick<AttemptOut, 'attempt_id' | 'number'>

/** Notes that ask for something still. */
export const openOf = (notes: readonly NoteOut[] | undefined): NoteOut[] =>
  notes?.filter(({ resolved, deleted }) => !resolved && !deleted) ?? []

/** The places of open notes on frames, one for each frame of each take, in the order of the film. */
export const marksOf = (takes: readonly Numbered[], notes: ReadonlyMap<string, readonly NoteOut[]>): Mark[] => {
  const found = new Map<string, Mark>()
  for (const { attempt_id: take, number } of takes)
    for (const note of openOf(notes.get(take)).toSorted((a, b) => a.created_at.localeCompare(b.created_at))) {
      if (note.frame === null) continue
      const mark = found.get(`${take} ${note.frame}`) ?? { frame: note.frame, take, number, notes: [] }
      mark.notes.push(note)
      found.set(`${take} ${note.frame}`, mark)
    }
  return [...found.values()].toSorted((a, b) => a.frame - b.frame || a.number - b.number)
}
