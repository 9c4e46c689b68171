import { useCallback, useState } from 'react'
import type { StageOut } from '@/api/generated/types.gen'
import { type Blocking, blockingOf } from './geometry'

/** A blocking that is being moved, with its steps to undo. `put` with `going` belongs to the step that goes on. */
export const useBlocking = (stage: StageOut) => {
  const kept = blockingOf(stage)
  const [{ steps, at }, set] = useState({ steps: [kept], at: 0 })
  const now = steps[at] ?? kept
  const put = useCallback(
    (change: (now: Blocking) => Blocking, going = false) =>
      set(({ steps, at }) => {
        const next = change(steps[at] ?? kept)
        const before = steps.slice(0, going && at > 0 ? at : at + 1)
        return { steps: [...before, next], at: before.length }
      }),
    [kept],
  )
  return {
    kept,
    now,
    put,
    changed: at > 0,
    undo: useCallback(() => set(({ steps, at }) => ({ steps, at: Math.max(0, at - 1) })), []),
    redo: useCallback(() => set(({ steps, at }) => ({ steps, at: Math.min(steps.length - 1, at + 1) })), []),
    reset: useCallback(() => set(({ steps }) => ({ steps, at: 0 })), []),
  }
}
