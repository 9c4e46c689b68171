import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askForVariationsMutation, listVariationsInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adoptVariation, cancelJob, listCharacterVersions, rollBackCharacter } from '@/api/generated/sdk.gen'
import type { CharacterOut, VariationsIn } from '@/api/generated/types.gen'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'

/** The character's variations, newest first. */
export const useVariations = (characterId: string) =>
  useInfiniteQuery({
    ...listVariationsInfiniteOptions({ path: { character_id: characterId } }),
    initialPageParam: { path: { character_id: characterId } },
    getNextPageParam: ({ next }) => next,
  })

/** Ask for variations to be drawn. */
export const useAsk = (character: CharacterOut) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const ask = useMutation({
    ...askForVariationsMutation(),
    onSuccess: ({ variations }) => tell(t('asked', { count: variations.length })),
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: 'variations.asked' }, { kind: 'job.moved' }]),
  })
  return {
    busy: ask.isPending,
    ask: (body: VariationsIn) => ask.mutate({ path: { character_id: character.id }, body }),
  }
}

/** Stop what is being drawn; what is drawn already stays. */
export const useCancel = () => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: (jobs: string[]) =>
      Promise.all(jobs.map((job_id) => cancelJob({ path: { job_id }, throwOnError: true }))),
    onSuccess: () => void tell(t('stopped')),
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: 'variations.asked' }, { kind: 'job.moved' }]),
  })
  return { cancel: stop.mutate, busy: stop.isPending }
}

/** Make a variation part of the character; undo rolls the character back. */
export const useAdopt = (character: CharacterOut) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const path = { character_id: character.id }
  const settled = () => refresh(queries, [{ kind: 'variation.adopted' }, { kind: 'character.changed' }])
  const back = useMutation({
    mutationFn: (number: number) => rollBackCharacter({ path, body: { number }, throwOnError: true }),
    onError: tellFailure,
    onSettled: settled,
  })
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await listCharacterVersions({ path, query: { limit: 1 }, throwOnError: true })
      await adoptVariation({ path: { variation_id: id }, throwOnError: true })
      return data.versions[0]?.number
    },
    onSuccess: (before) =>
      tell(t('adoptedDone', { name: character.name }), {
        undo: before === undefined ? undefined : { label: t('undo'), run: () => back.mutate(before) },
      }),
    onError: tellFailure,
    onSettled: settled,
  })
}
