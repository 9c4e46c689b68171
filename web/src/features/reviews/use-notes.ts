import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  changeNoteMutation,
  deleteNoteMutation,
  listBoardNotesInfiniteOptions,
  listNotesInfiniteOptions,
  reopenNoteMutation,
  replyToNoteMutation,
  resolveNoteMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { writeBoardNote, writeNote } from '@/api/generated/sdk.gen'
import type { NoteIn, NoteOut, NotePage, TargetIn } from '@/api/generated/types.gen'
import { refresh } from '@/realtime/freshness'
import { tellFailure } from '@/ui/toast'

export type Show = 'open' | 'done' | 'all'

/** Where notes are read and written: a target, for a guest within the board that he was let into. */
export interface Scope {
  target: TargetIn
  boardId?: string
}

const getNextPageParam = ({ next }: NotePage) => next

/** The threads on a target, newest first. */
export const useNotes = ({ target, boardId }: Scope, show: Show) => {
  const resolved = show === 'all' ? undefined : show === 'done'
  const own = useInfiniteQuery({
    ...listNotesInfiniteOptions({ query: { kind: target.kind, id: target.id, resolved } }),
    initialPageParam: {},
    getNextPageParam,
    enabled: boardId === undefined,
  })
  const path = { storyboard_id: boardId ?? '' }
  const board = useInfiniteQuery({
    ...listBoardNotesInfiniteOptions({ path, query: { resolved } }),
    initialPageParam: { path },
    getNextPageParam,
    enabled: boardId !== undefined,
  })
  const query = boardId === undefined ? own : board
  const all = query.data?.pages.flatMap(({ notes }) => notes)
  const whole = boardId === undefined || target.kind === 'storyboard'
  return { query, notes: whole ? all : all?.filter((note) => note.target.id === target.id) }
}

const isNotes = (key: readonly unknown[]) =>
  ['listNotes', 'listBoardNotes'].includes(String((key[0] as { _id?: string } | undefined)?._id))

/** What can be done with notes; what is only a sign (done, open again) is seen before the server answers. */
export const useNoteActions = ({ target, boardId }: Scope) => {
  const queries = useQueryClient()
  const settled = () => refresh(queries, [{ kind: 'note.changed' }])
  const change = (id: string, changed: Partial<NoteOut>) =>
    queries.setQueriesData<InfiniteData<NotePage>>({ predicate: ({ queryKey }) => isNotes(queryKey) }, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              notes: page.notes.map((note) => (note.id === id ? { ...note, ...changed } : note)),
            })),
          }
        : data,
    )
  const write = useMutation({
    mutationFn: async (note: Omit<NoteIn, 'target'>) => {
      const body = { ...note, target }
      const { data } =
        boardId === undefined
          ? await writeNote({ body, throwOnError: true })
          : await writeBoardNote({ path: { storyboard_id: boardId }, body, throwOnError: true })
      return data
    },
    onSettled: settled,
    onError: tellFailure,
  })
  const plain = { onSettled: settled, onError: tellFailure }
  const reply = useMutation({ ...replyToNoteMutation(), ...plain })
  const words = useMutation({ ...changeNoteMutation(), ...plain })
  const remove = useMutation({ ...deleteNoteMutation(), ...plain })
  const resolve = useMutation({
    ...resolveNoteMutation(),
    ...plain,
    onMutate: ({ path }) => change(path.note_id, { resolved: true }),
  })
  const reopen = useMutation({
    ...reopenNoteMutation(),
    ...plain,
    onMutate: ({ path }) => change(path.note_id, { resolved: false }),
  })
  return { write, reply, words, remove, resolve, reopen }
}
