import type { AttemptOut, NoteOut } from '@/api/generated/types.gen'

/** Where on the scrub bar somebody said something: notes in the order of the film, too near to be told apart by a pointer. */
export interface Mark {
  frame: number
  /** The number of the take that the first of them is about. */
  number: number
  notes: NoteOut[]
}

type Numbered = Pick<AttemptOut, 'attempt_id' | 'number'>

const NEAR = 0.025 // of the film: marks that would lie on each other on a narrow bar

/** Notes that ask for something still. */
export const openOf = (notes: readonly NoteOut[] | undefined): NoteOut[] =>
  notes?.filter(({ resolved, deleted }) => !resolved && !deleted) ?? []

/** The places of open notes on frames of a film that is so many frames long, in its order. */
export const marksOf = (
  takes: readonly Numbered[],
  notes: ReadonlyMap<string, readonly NoteOut[]>,
  frames: number,
): Mark[] => {
  const said = takes
    .flatMap(({ attempt_id, number }) => openOf(notes.get(attempt_id)).map((note) => ({ note, number })))
    .filter(({ note }) => note.frame !== null)
    .toSorted(
      (a, b) =>
        (a.note.frame ?? 0) - (b.note.frame ?? 0) ||
        a.number - b.number ||
        a.note.created_at.localeCompare(b.note.created_at),
    )
  const marks: Mark[] = []
  for (const { note, number } of said) {
    const last = marks.at(-1)
    const frame = note.frame ?? 0
    if (last && frame - last.frame < frames * NEAR) last.notes.push(note)
    else marks.push({ frame, number, notes: [note] })
  }
  return marks
}

/** Which of a mark's notes is looked at next: the one after that which is looked at, the first one else. */
export const nextOf = ({ notes }: Pick<Mark, 'notes'>, looked: string | null): NoteOut | undefined =>
  notes[(notes.findIndex(({ id }) => id === looked) + 1) % notes.length]
