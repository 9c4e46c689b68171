import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { getCutOptions, getCutQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { addCutSound, changeCut, conformCut, refreshCut, rollBackCut, undoConform } from '@/api/generated/sdk.gen'
import type { CutChange, CutOut, ItemOut, SoundIn } from '@/api/generated/types.gen'
import { tellFailure } from '@/ui/toast'
import { asSent, lengthOf, placed } from './edit'

/** Versions of the cut that can be gone back and forth to. */
interface Steps {
  back: number[]
  forth: number[]
}

const NONE: Steps = { back: [], forth: [] }

/** A change of the version it is given; `stepped`: it went back or forth. Without data nothing was to be done. */
type Run = (version: number) => Promise<{ data?: CutOut; stepped?: Steps }>

/** The cut as it stands, and what changes it: one change after the other, each of the state before it. */
export const useCut = (cutId: string) => {
  const queries = useQueryClient()
  const path = useMemo(() => ({ cut_id: cutId }), [cutId])
  const query = useQuery(getCutOptions({ path }))
  const [steps, setSteps] = useState<Steps>(NONE)
  const latest = useRef(steps)
  latest.current = steps
  const key = getCutQueryKey({ path })
  const now = () => queries.getQueryData<CutOut>(key)
  const keep = (steps: Steps) => {
    latest.current = steps
    setSteps(steps)
  }
  const write = useMutation({
    scope: { id: `cut ${cutId}` }, // in line: each is of the version that the one before made
    mutationFn: async ({ run }: { run: Run }) => {
      const before = now()?.version ?? 1
      const { data, stepped } = await run(before)
      return { before, data: data ?? now(), stepped }
    },
    onSuccess: ({ before, data, stepped }) => {
      queries.setQueryData(key, data)
      if (stepped) keep(stepped)
      else if (data && data.version !== before) keep({ back: [...latest.current.back, before], forth: [] })
    },
    onError: (error) => {
      tellFailure(error)
      return queries.invalidateQueries({ queryKey: key })
    },
  })
  const { mutate } = write

  const change = useCallback(
    (body: CutChange) =>
      mutate({ run: (version) => changeCut({ path, body: { ...body, version }, throwOnError: true }) }),
    [mutate, path],
  )
  /** The row as it is to be: seen at once, and told to the server. */
  const arrange = (items: ItemOut[]) => {
    const known = now()
    const row = placed(items)
    if (known) queries.setQueryData(key, { ...known, items: row, length: lengthOf(row) })
    change({ items: asSent(row) })
  }
  // which version that is shows when it is its turn: what was changed just before may still be on its way
  const roll = (where: (steps: Steps, version: number) => Steps & { to: number | undefined }) =>
    mutate({
      run: async (version) => {
        const { to, ...stepped } = where(latest.current, version)
        if (to === undefined) return { stepped }
        const { data } = await rollBackCut({ path, body: { number: to }, throwOnError: true })
        return { data, stepped }
      },
    })
  const undo = () =>
    roll(({ back, forth }, version) => ({
      to: back.at(-1),
      back: back.slice(0, -1),
      forth: back.length ? [...forth, version] : forth,
    }))
  const redo = () =>
    roll(({ back, forth }, version) => ({
      to: forth.at(-1),
      back: forth.length ? [...back, version] : back,
      forth: forth.slice(0, -1),
    }))
  const other = (run: Run, done?: () => void) => mutate({ run }, { onSuccess: done })
  return {
    query,
    busy: write.isPending,
    steps,
    change,
    arrange,
    undo,
    redo,
    refresh: (done: () => void) => other(() => refreshCut({ path, throwOnError: true }), done),
    bringBack: (key: string, done: () => void) =>
      other(() => refreshCut({ path, body: { back: [key] }, throwOnError: true }), done),
    addSound: (body: SoundIn) =>
      other((version) => addCutSound({ path, body: { ...body, version }, throwOnError: true })),
    apply: (body: { file: string; filename: string; omit: boolean }, done: () => void) =>
      other(async (version) => {
        const { data } = await conformCut({ path, body: { ...body, apply: true, version }, throwOnError: true })
        return { data: data.cut }
      }, done),
    giveBack: (done: () => void) => other(() => undoConform({ path, throwOnError: true }), done),
  }
}

export type Editing = ReturnType<typeof useCut>
