import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  cancelJobMutation,
  filmCutMutation,
  listCutFilmsOptions,
  listCutFilmsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Film, FilmOut } from '@/api/generated/types.gen'
import { tell, tellFailure } from '@/ui/toast'

const OPEN = ['queued', 'running', 'waiting', 'paused']
const LOOK_AGAIN = 1500 // ms, while one is being made: its progress is no event

export const isMaking = ({ job }: Pick<FilmOut, 'job'>) => OPEN.includes(job.state)

/** The newest film of the cut as it stands that a browser plays. */
export const playable = (films: readonly FilmOut[], version: number): FilmOut | undefined =>
  films.find((film) => film.form === 'mp4' && film.asset_id && film.version === version)

/** The cut's films, and what orders and cancels one. */
export const useFilms = (cutId: string) => {
  const { t } = useTranslation('cuts')
  const queries = useQueryClient()
  const path = { cut_id: cutId }
  const query = useQuery({
    ...listCutFilmsOptions({ path }),
    refetchInterval: ({ state }) => (state.data?.films.some(isMaking) ? LOOK_AGAIN : false),
  })
  const again = () => queries.invalidateQueries({ queryKey: listCutFilmsQueryKey({ path }) })
  const film = useMutation({ ...filmCutMutation(), onSuccess: again, onError: tellFailure })
  const cancel = useMutation({ ...cancelJobMutation(), onSuccess: again, onError: tellFailure })
  return {
    films: query.data?.films ?? [],
    order: (form: Film) =>
      film.mutate({ path, body: { form } }, { onSuccess: () => tell(t('ordered', { form: t(`films.${form}`) })) }),
    cancel: (jobId: string) => cancel.mutate({ path: { job_id: jobId } }),
  }
}

export type Films = ReturnType<typeof useFilms>
