import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  chooseStyleMutation,
  getBoardStylesOptions,
  getBoardStylesQueryKey,
  getStyleQueryKey,
  layBoardStylesMutation,
  listShotsOptions,
  listShotsQueryKey,
  listStylesQueryKey,
  renderStalePanelsMutation,
  unchooseStyleMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { cancelJob, estimateBoardStyles } from '@/api/generated/sdk.gen'
import type { BoardStyles, StyleOut } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { tell, tellFailure } from '@/ui/toast'

/** A board's panels and the styles that they are in. */
export const useBoardStyles = (storyboard_id: string) => {
  const path = { path: { storyboard_id } }
  const board = useQuery({ ...listShotsOptions(path), enabled: storyboard_id !== '' })
  const styles = useQuery({ ...getBoardStylesOptions(path), enabled: storyboard_id !== '' })
  return { board: board.data, laid: styles.data }
}

/** What styles would do to a board, as long as they are only thought of. */
export const useCost = (storyboard_id: string, wanted: BoardStyles | null) =>
  useQuery({
    queryKey: ['styles', 'cost', storyboard_id, wanted],
    queryFn: async ({ signal }) =>
      (await estimateBoardStyles({ path: { storyboard_id }, body: wanted ?? {}, signal, throwOnError: true })).data,
    enabled: wanted !== null,
    gcTime: 0,
  })

/** Lays styles on a board and goes there; while it is told it can be taken back, with what was ordered by it. */
export const useLaying = (style: StyleOut) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const projectId = useProjectId()
  const go = useNavigate()
  const lay = useMutation({ ...layBoardStylesMutation(), onError: tellFailure })
  const render = useMutation({ ...renderStalePanelsMutation(), onError: tellFailure })
  const again = (storyboard_id: string) =>
    Promise.all(
      [listShotsQueryKey, getBoardStylesQueryKey].map((key) =>
        queries.invalidateQueries({ queryKey: key({ path: { storyboard_id } }) }),
      ),
    )
  const onto = async (storyboard_id: string, wanted: BoardStyles, version: number, drawAgain: boolean) => {
    const path = { storyboard_id }
    const { was, cost } = await lay.mutateAsync({ path, body: { ...wanted, version } })
    const drawn = drawAgain && cost.stale.length > 0
    const jobs = drawn ? (await render.mutateAsync({ path, body: { panels: cost.stale } })).job_ids : []
    const takeBack = async () => {
      await Promise.all(jobs.map((job_id) => cancelJob({ path: { job_id } })))
      await lay.mutateAsync({ path, body: was })
      await again(storyboard_id)
    }
    await again(storyboard_id)
    tell(t('laid', { name: style.name }), {
      description: t(drawn ? 'laidDrawn' : 'laidStale', { count: cost.stale.length }),
      undo: { label: t('undo'), run: () => void takeBack().catch(tellFailure) },
    })
    void go(at(projectId, 'storyboards', storyboard_id))
  }
  return { onto, busy: lay.isPending || render.isPending }
}

/** Makes a style the one that new boards are in, or not any more; `before` is the one that it was. */
export const useDefault = (style: StyleOut, before: string | null) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const after = {
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: getStyleQueryKey({ path: { style_id: style.id } }) }),
        queries.invalidateQueries({ queryKey: listStylesQueryKey() }),
      ]),
    onError: tellFailure,
  }
  const choose = useMutation({ ...chooseStyleMutation(), ...after })
  const unchoose = useMutation({ ...unchooseStyleMutation(), ...after })
  const path = { style_id: style.id }
  const back = () => {
    if (style.default) choose.mutate({ path })
    else if (before) choose.mutate({ path: { style_id: before } })
    else unchoose.mutate({ path })
  }
  const turn = () =>
    (style.default ? unchoose : choose).mutate(
      { path },
      {
        onSuccess: () =>
          tell(t(style.default ? 'notDefault' : 'isDefault', { name: style.name }), {
            undo: { label: t('undo'), run: back },
          }),
      },
    )
  return { turn, busy: choose.isPending || unchoose.isPending }
}
