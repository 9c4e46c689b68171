import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { StageOut } from '@/api/generated/types.gen'
import { type Blocking, blockingOf } from './geometry'

/** A blocking that is being moved and is not kept yet: what it began from, and its steps. */
export interface Draft {
  /** The version of the shot that `base` is of. */
  version: number
  base: Blocking
  steps: Blocking[]
  at: number
  /** Whether somebody else changed people or camera while this was being moved. */
  overtaken: boolean
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export const draftOf = (stage: StageOut): Draft => {
  const base = blockingOf(stage)
  return { version: stage.version, base, steps: [base], at: 0, overtaken: false }
}

/** `newer` with what `mine` has otherwise than `base`: what both changed is as in `mine`. */
const merged = <Fields extends object>(base: Fields | undefined, mine: Fields, newer: Fields): Fields => {
  const changed = Object.entries(mine).filter(([key, value]) => !same(value, base?.[key as keyof Fields]))
  return { ...newer, ...Object.fromEntries(changed) }
}

/** What was moved from `base` to `mine`, moved on `newer` instead; who is not in the shot any more is left out. */
export const rebased = (base: Blocking, mine: Blocking, newer: Blocking): Blocking => ({
  people: newer.people.map((person) => {
    const of = ({ people }: Blocking) => people.find(({ character }) => character === person.character)
    const moved = of(mine)
    return moved ? merged(of(base), moved, person) : person
  }),
  camera: merged(base.camera, mine.camera, newer.camera),
})

/** The draft on the shot as it stands now: moves that are not kept stay when somebody else changes the shot. */
export const onNewest = (draft: Draft | undefined, stage: StageOut): Draft => {
  if (draft?.version === stage.version) return draft
  if (!draft || draft.at === 0) return draftOf(stage)
  const newer = blockingOf(stage)
  if (same(newer, draft.base)) return { ...draft, version: stage.version }
  return {
    version: stage.version,
    base: newer,
    steps: draft.steps.map((step, at) => (at === 0 ? newer : rebased(draft.base, step, newer))),
    at: draft.at,
    overtaken: true,
  }
}

/** After `sent` was kept: what was moved since stays to be kept. */
export const afterKeeping = (draft: Draft | undefined, sent: Blocking, stage: StageOut): Draft => {
  const now = draft?.steps[draft.at] ?? sent
  const fresh = draftOf(stage)
  if (same(now, sent)) return fresh
  return { ...fresh, steps: [fresh.base, rebased(sent, now, fresh.base)], at: 1 }
}

/** What is not kept yet, by shot: leaving the stage, or reading the page again, loses none of it. */
export const useDrafts = create<Record<string, Draft>>()(
  persist(() => ({}), { name: 'onmodel-stage', storage: createJSONStorage(() => sessionStorage) }),
)

export const putDraft = (shotId: string, draft: Draft) =>
  useDrafts.setState((all) => {
    const { [shotId]: _, ...others } = all
    return draft.at > 0 || draft.steps.length > 1 ? { ...others, [shotId]: draft } : others
  }, true)

/** Whether somebody moved something on this shot's stage that is not kept. */
export const useIsMoved = (shotId: string) => useDrafts(({ [shotId]: draft }) => (draft?.at ?? 0) > 0)
