import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  askForRetakeMutation,
  circleTakeMutation,
  listShotsOptions,
  listShotsQueryKey,
  listTakesOptions,
  listTakesQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { cancelJob } from '@/api/generated/sdk.gen'
import type { ShotRetakeIn, TakeOut } from '@/api/generated/types.gen'
import { span } from '@/lib/time'
import { tell, tellFailure } from '@/ui/toast'

/** The shot among its neighbours, and its takes; looked at again while one is being made. */
export const useShot = (storyboardId: string, shotId: string) => {
  const board = useQuery({
    ...listShotsOptions({ path: { storyboard_id: storyboardId } }),
    refetchInterval: ({ state }) => (state.data?.shots.find(({ id }) => id === shotId)?.job_id ? 2000 : false),
  })
  const shots = board.data?.shots
  const place = shots?.findIndex(({ id }) => id === shotId) ?? -1
  const shot = shots?.[place]
  const takes = useQuery({
    ...listTakesOptions({ path: { shot_id: shotId } }),
    refetchInterval: shot?.job_id ? 2000 : false,
  })
  return useMemo(
    () => ({ board, takes, shot, previous: shots?.[place - 1], next: shots?.[place + 1] }),
    [board, takes, shot, shots, place],
  )
}

/** Circle a take; the one that was circled before is a click away. */
export const useCircle = (storyboardId: string, shotId: string, takes: TakeOut[]) => {
  const { t } = useTranslation('shots')
  const queries = useQueryClient()
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: listTakesQueryKey({ path: { shot_id: shotId } }) }),
      queries.invalidateQueries({ queryKey: listShotsQueryKey({ path: { storyboard_id: storyboardId } }) }),
    ])
  const circle = useMutation({ ...circleTakeMutation(), onError: tellFailure, onSuccess: again })
  return (take: TakeOut) => {
    const before = takes.find(({ circled }) => circled)
    circle.mutate(
      { path: { take_id: take.take_id } },
      {
        onSuccess: () =>
          void tell(t('circledTold', { number: take.number }), {
            undo: before && { label: t('undo'), run: () => circle.mutate({ path: { take_id: before.take_id } }) },
          }),
      },
    )
  }
}

/** Order one more take of the shot; while it is told it can be cancelled. */
export const useRetake = (storyboardId: string, shotId: string) => {
  const { t } = useTranslation('shots')
  const queries = useQueryClient()
  const again = () =>
    queries.invalidateQueries({ queryKey: listShotsQueryKey({ path: { storyboard_id: storyboardId } }) })
  const order = useMutation({
    ...askForRetakeMutation(),
    onError: tellFailure,
    onSuccess: ({ job_id, seconds }) => {
      const run = () => void cancelJob({ path: { job_id }, throwOnError: true }).then(again, tellFailure)
      tell(t('ordered', { span: span(seconds) }), { undo: { label: t('cancel'), run } })
      return again()
    },
  })
  return { busy: order.isPending, order: (body: ShotRetakeIn) => order.mutate({ path: { shot_id: shotId }, body }) }
}
