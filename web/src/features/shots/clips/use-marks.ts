import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listNotesOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { AttemptOut, NoteOut, NotePage } from '@/api/generated/types.gen'
import { marksOf, openOf } from './marks'

const MOST = 200 // notes of a take that are marked

const combine = (found: { data?: NotePage }[]) => found.map(({ data }) => data?.notes)

/** What is said of these takes: marks for the scrub bar, how many notes are open, and each note by its id. */
export const useMarks = (takes: readonly AttemptOut[], frames: number) => {
  const answers = useQueries({
    queries: takes.map(({ attempt_id: id }) => listNotesOptions({ query: { kind: 'take', id, limit: MOST } })),
    combine,
  })
  return useMemo(() => {
    const notes = new Map<string, NoteOut[]>(takes.map(({ attempt_id }, at) => [attempt_id, answers[at] ?? []]))
    return {
      marks: marksOf(takes, notes, frames),
      open: (take: string) => openOf(notes.get(take)).length,
      frameOf: (id: string | null) => [...notes.values()].flat().find((note) => note.id === id)?.frame ?? null,
    }
  }, [takes, answers, frames])
}
