import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  acceptPromptSuggestionMutation,
  cancelJobMutation,
  getGenerationOptions,
  listAttemptsOptions,
  listPromptSuggestionsOptions,
  processGenerationMutation,
  readJobOptions,
  regenerateSceneMutation,
  retryJobMutation,
  selectAttemptMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { AttemptOut, JobOut, SceneRegenerateIn } from '@/api/generated/types.gen'
import { span } from '@/lib/time'
import { isOld } from '@/realtime/freshness'
import { onEvent } from '@/realtime/project'
import { tell, tellFailure } from '@/ui/toast'
import { isWish } from './words'

/** Read again all that a clip's job changes. */
const useAgain = () => {
  const queries = useQueryClient()
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [first] }) => isOld(String((first as { _id?: string })?._id ?? ''), 'clip.made'),
    })
}

/** A scene of a pass: what its clip is asked for, its takes, what would help; read again when somebody orders takes. */
export const useScene = (generationId: string, number: number) => {
  const path = { generation_id: generationId }
  const queries = useQueryClient()
  const generation = useQuery(getGenerationOptions({ path }))
  const attempts = useQuery({
    ...listAttemptsOptions({ path, query: { scene_number: number } }),
    select: ({ scenes }) => scenes[0],
  })
  const suggestions = useQuery(listPromptSuggestionsOptions({ path }))
  useEffect(
    () =>
      onEvent(({ kind, payload }) => {
        const begins = kind === 'job.moved' && payload.what !== 'progress' && payload.job_kind === 'clip'
        if (begins)
          void queries.invalidateQueries({
            queryKey: getGenerationOptions({ path: { generation_id: generationId } }).queryKey,
          })
      }),
    [queries, generationId],
  )
  return { generation, attempts, suggestions, scene: generation.data?.scenes.find((s) => s.scene_number === number) }
}

/** Letting a take stand for the shot; the one before is a click away. */
export const useUse = (generationId: string, takes: readonly AttemptOut[]) => {
  const { t } = useTranslation('clips')
  const again = useAgain()
  const path = (attempt_id: string) => ({ path: { generation_id: generationId, attempt_id } })
  const select = useMutation({ ...selectAttemptMutation(), onError: tellFailure, onSuccess: again })
  const use = (take: AttemptOut) => {
    const before = takes.find(({ selected }) => selected)
    select.mutate(path(take.attempt_id), {
      onSuccess: () =>
        void tell(t('used', { number: take.number }), {
          undo:
            before && before !== take
              ? { label: t('undo'), run: () => select.mutate(path(before.attempt_id)) }
              : undefined,
        }),
    })
  }
  return { use, using: select.isPending ? select.variables?.path.attempt_id : undefined }
}

const OPEN: readonly JobOut['state'][] = ['queued', 'running', 'waiting', 'paused']
export const isOpen = (job: Pick<JobOut, 'state'>) => OPEN.includes(job.state)

/** The job that makes takes of the scene: the one at work, else the one that was ordered here last. */
export const useClipJob = (atWork: string | null | undefined, ordered: string | null) => {
  const { t } = useTranslation('clips')
  const again = useAgain()
  const id = atWork ?? ordered ?? ''
  const { data: job } = useQuery({
    ...readJobOptions({ path: { job_id: id } }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 2000 : false),
  })
  const state = job?.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the job gets into another state, all that it made is read
  useEffect(() => {
    if (state) void again()
  }, [state])
  const retry = useMutation({ ...retryJobMutation(), onError: tellFailure, onSuccess: again })
  const cancel = useMutation({
    ...cancelJobMutation(),
    onError: tellFailure,
    onSuccess: () => {
      tell(t('cancelled'))
      return again()
    },
  })
  const path = { path: { job_id: id } }
  return { job, retry: () => retry.mutate(path), cancel: () => cancel.mutate(path), cancelling: cancel.isPending }
}

/** Ordering takes: the first ones as the shot is, later ones as they are directed, or with a suggestion's words. */
export const useOrder = (generationId: string, number: number, takes: number) => {
  const { t } = useTranslation('clips')
  const again = useAgain()
  const [ordered, setOrdered] = useState<string | null>(null)
  const after = {
    onSuccess: ({ job_id, estimate }: { job_id: string; estimate: { seconds: number } }) => {
      setOrdered(job_id)
      tell(t('ordered', { span: span(estimate.seconds) }))
      return again()
    },
  }
  const process = useMutation({ ...processGenerationMutation(), ...after })
  const regenerate = useMutation({ ...regenerateSceneMutation(), ...after })
  const accept = useMutation({ ...acceptPromptSuggestionMutation(), ...after, onError: tellFailure })
  const path = { generation_id: generationId }
  const order = (wish: SceneRegenerateIn) => {
    if (takes === 0 && !isWish(wish)) process.mutate({ path, body: { scene_numbers: [number], takes: wish.takes } })
    else regenerate.mutate({ path: { ...path, scene_number: number }, body: wish })
  }
  return {
    ordered,
    order,
    busy: process.isPending || regenerate.isPending,
    refusal: process.error ?? regenerate.error,
    accept: (suggestion_id: string) => accept.mutate({ path: { ...path, suggestion_id } }),
    accepting: accept.isPending ? accept.variables?.path.suggestion_id : undefined,
  }
}
