import { useCallback, useMemo } from 'react'
import type { StageOut } from '@/api/generated/types.gen'
import { afterKeeping, type Draft, draftOf, onNewest, putDraft, useDrafts } from './draft'
import type { Blocking } from './geometry'

/**
 * A blocking that is being moved, with its steps to undo. `put` with `going` belongs to the step that goes on.
 * It outlives the stage's tab, and stands on the newest state of the shot whoever changed it.
 */
export const useBlocking = (stage: StageOut) => {
  const written = useDrafts(({ [stage.shot_id]: draft }) => draft)
  const draft = useMemo(() => onNewest(written, stage), [written, stage])
  const change = useCallback(
    (next: (draft: Draft) => Draft) =>
      putDraft(stage.shot_id, next(onNewest(useDrafts.getState()[stage.shot_id], stage))),
    [stage],
  )
  const put = useCallback(
    (move: (now: Blocking) => Blocking, going = false) =>
      change((draft) => {
        const { steps, at } = draft
        const next = move(steps[at] ?? draft.base)
        const before = steps.slice(0, going && at > 0 ? at : at + 1)
        return { ...draft, steps: [...before, next], at: before.length }
      }),
    [change],
  )
  const to = useCallback(
    (step: (at: number) => number) =>
      change((draft) => ({ ...draft, at: Math.min(draft.steps.length - 1, Math.max(0, step(draft.at))) })),
    [change],
  )
  return {
    kept: draft.base,
    now: draft.steps[draft.at] ?? draft.base,
    put,
    changed: draft.at > 0,
    undone: draft.at < draft.steps.length - 1,
    overtaken: draft.overtaken,
    seen: useCallback(() => change((draft) => ({ ...draft, overtaken: false })), [change]),
    undo: useCallback(() => to((at) => at - 1), [to]),
    redo: useCallback(() => to((at) => at + 1), [to]),
    reset: useCallback(() => change(() => draftOf(stage)), [change, stage]),
    took: useCallback(
      (sent: Blocking, found: StageOut) =>
        putDraft(found.shot_id, afterKeeping(useDrafts.getState()[found.shot_id], sent, found)),
      [],
    ),
  }
}
