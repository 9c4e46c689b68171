import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  cancelJobMutation,
  discardJobMutation,
  pauseJobMutation,
  prioritiseJobMutation,
  resumeJobMutation,
  retryJobMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { isOld } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'

/** What can be done with a job; the lists are read again afterwards. */
export const useJobActions = (jobId: string) => {
  const { t } = useTranslation('jobs')
  const queries = useQueryClient()
  const done = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [first] }) => isOld(String((first as { _id?: string })?._id ?? ''), 'job.moved'),
    })
  const after = { onSuccess: done, onError: tellFailure }
  const path = { path: { job_id: jobId } }
  const retry = useMutation({ ...retryJobMutation(), ...after })
  const cancel = useMutation({
    ...cancelJobMutation(),
    ...after,
    onSuccess: () => {
      tell(t('cancelled'), { undo: { label: t('undo'), run: () => retry.mutate(path) } })
      return done()
    },
  })
  const pause = useMutation({ ...pauseJobMutation(), ...after })
  const resume = useMutation({ ...resumeJobMutation(), ...after })
  const discard = useMutation({ ...discardJobMutation(), ...after })
  const prioritise = useMutation({ ...prioritiseJobMutation(), ...after })
  return {
    busy: [retry, cancel, pause, resume, discard, prioritise].some(({ isPending }) => isPending),
    retry: () => retry.mutate(path),
    cancel: () => cancel.mutate(path),
    pause: () => pause.mutate(path),
    resume: () => resume.mutate(path),
    discard: () => discard.mutate(path),
    prioritise: (priority: number) => prioritise.mutate({ ...path, body: { priority } }),
  }
}
