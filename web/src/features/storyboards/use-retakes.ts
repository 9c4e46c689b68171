import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  askForRetakesMutation,
  askForReviewMutation,
  listShotsQueryKey,
  renderStalePanelsMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { cancelJob } from '@/api/generated/sdk.gen'
import { span } from '@/lib/time'
import { tell, tellFailure } from '@/ui/toast'

/** Orders takes of a board's shots; while it is told it can be taken back, which cancels the jobs. */
export const useRetakes = (storyboardId: string) => {
  const { t } = useTranslation('storyboards')
  const queries = useQueryClient()
  const path = { path: { storyboard_id: storyboardId } }
  const again = () => queries.invalidateQueries({ queryKey: listShotsQueryKey(path) })
  const told = (jobs: string[], seconds: number) => {
    void again()
    if (jobs.length === 0) return tell(t('nothingBelow'))
    const run = () =>
      void Promise.all(jobs.map((job_id) => cancelJob({ path: { job_id }, throwOnError: true }))).then(
        again,
        tellFailure,
      )
    return tell(t('ordered', { count: jobs.length, span: span(seconds) }), { undo: { label: t('cancel'), run } })
  }
  const retake = useMutation({
    ...askForRetakesMutation(),
    onSuccess: ({ retakes, seconds }) =>
      told(
        retakes.map(({ job_id }) => job_id),
        seconds,
      ),
    onError: tellFailure,
  })
  const stale = useMutation({
    ...renderStalePanelsMutation(),
    onSuccess: ({ job_ids, seconds }) => told(job_ids, seconds),
    onError: tellFailure,
  })
  const ask = useMutation({ ...askForReviewMutation(), onSuccess: () => void tell(t('asked')), onError: tellFailure })
  return {
    busy: retake.isPending || stale.isPending || ask.isPending,
    these: (shot_ids: string[], reason = '') => retake.mutate({ ...path, body: { shot_ids, reason } }),
    below: (below: number) => retake.mutate({ ...path, body: { below } }),
    stale: () => stale.mutate({ ...path, body: {} }),
    askForReview: (shotIds: string[]) => {
      for (const id of shotIds) ask.mutate({ body: { target: { kind: 'shot', id } } })
    },
  }
}
