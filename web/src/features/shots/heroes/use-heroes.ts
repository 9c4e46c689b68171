import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  listHeroFramesOptions,
  orderHeroFramesMutation,
  regenerateHeroFrameMutation,
  selectHeroFrameMutation,
  unselectHeroFrameMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { cancelJob, uploadHeroFrame } from '@/api/generated/sdk.gen'
import type { HeroFrameOut, HeroFramesIn, HeroShotOut, PanelShot, RegenerateIn } from '@/api/generated/types.gen'
import { span } from '@/lib/time'
import { asForm } from '@/lib/upload'
import { isOld } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'
import { kindOf } from './words'

/** A frame's name as it is spoken of. */
export const useFrameName = () => {
  const { t } = useTranslation('heroes')
  return (frame: Pick<HeroFrameOut, 'offer' | 'backend' | 'number'>) => {
    const kind = kindOf(frame)
    return kind === 'upload' ? t('upload') : t(kind, { number: kind === 'offer' ? frame.offer : frame.number })
  }
}

/** The shot's frames, those in the making too; looked at again while there are some. */
export const useHeroes = (generationId: string, shotId: string) =>
  useQuery({
    ...listHeroFramesOptions({ path: { generation_id: generationId }, query: { shot_id: shotId } }),
    select: ({ shots }) => shots[0],
    refetchInterval: ({ state }) => (state.data?.shots[0]?.making.length ? 2000 : false),
  })

const useAgain = () => {
  const queries = useQueryClient()
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [first] }) => isOld(String((first as { _id?: string })?._id ?? ''), 'hero_frame.made'),
    })
}

/** Making a frame the chosen one, and taking that back: whoever was chosen before is again, or nobody is. */
const useChoice = (generationId: string, heroes: HeroShotOut | undefined) => {
  const { t } = useTranslation('heroes')
  const again = useAgain()
  const path = (frame_id: string) => ({ path: { generation_id: generationId, frame_id } })
  const select = useMutation({ ...selectHeroFrameMutation(), onError: tellFailure, onSuccess: again })
  const unselect = useMutation({ ...unselectHeroFrameMutation(), onError: tellFailure, onSuccess: again })
  /** What takes the choice of this frame back, by what stood before. */
  const undoOf = (frame_id: string, before = heroes) => {
    if (!before || before.confirmed === frame_id) return
    const { confirmed, circled } = before
    const run = () =>
      confirmed ? select.mutate(path(confirmed)) : unselect.mutate({ ...path(frame_id), body: { instead: circled } })
    return { label: t('undo'), run }
  }
  return { select, path, undoOf }
}

/** Choosing the frame that the clip starts from; the one before is a click away. */
export const useChoose = (generationId: string, heroes: HeroShotOut | undefined) => {
  const { t } = useTranslation('heroes')
  const nameOf = useFrameName()
  const { select, path, undoOf } = useChoice(generationId, heroes)
  const choose = (frame: HeroFrameOut) => {
    const undo = undoOf(frame.take_id)
    select.mutate(path(frame.take_id), {
      onSuccess: ({ stale_clips: { length: count } }) =>
        void tell(t('chosen', { name: nameOf(frame) }), {
          description: count ? t('staleClips', { count }) : undefined,
          undo,
        }),
    })
  }
  return { choose, choosing: select.isPending ? select.variables?.path.frame_id : undefined }
}

/** Ordering offers, and one frame again with other words; while it is told it can be cancelled. */
export const useOrders = (generationId: string, shotId: string) => {
  const { t } = useTranslation('heroes')
  const again = useAgain()
  const cancel = (job_id: string) => void cancelJob({ path: { job_id }, throwOnError: true }).then(again, tellFailure)
  const order = useMutation({
    ...orderHeroFramesMutation(),
    onError: tellFailure,
    onSuccess: ({ job_id, frames, seconds, price }) => {
      const words = { count: frames, span: span(seconds), price: price ? t('price', { price }) : '' }
      tell(t('ordered', words), { undo: { label: t('cancel'), run: () => cancel(job_id) } })
      return again()
    },
  })
  const regenerate = useMutation({
    ...regenerateHeroFrameMutation(),
    onError: tellFailure,
    onSuccess: ({ job_id, seconds }) => {
      tell(t('regenerated', { span: span(seconds) }), { undo: { label: t('cancel'), run: () => cancel(job_id) } })
      return again()
    },
  })
  const path = { generation_id: generationId }
  return {
    busy: order.isPending,
    tweaking: regenerate.isPending,
    cancel,
    order: (body: HeroFramesIn) => order.mutate({ path, body: { ...body, shot_ids: [shotId] } }),
    tweak: (frame_id: string, body: RegenerateIn) => regenerate.mutate({ path: { ...path, frame_id }, body }),
  }
}

/** Somebody's own drawing or photograph as the hero frame; the one before is a click away. */
export const useUpload = (generationId: string, shot: PanelShot, heroes: HeroShotOut | undefined) => {
  const { t } = useTranslation('heroes')
  const again = useAgain()
  const path = { generation_id: generationId }
  const { undoOf } = useChoice(generationId, heroes)
  const upload = useMutation({
    mutationFn: async ({ file, fit }: { file: File; fit: 'fill' | 'whole' }) => {
      // the generated type knows only base64; the form keeps the file and its name
      const body = { image: file as unknown as string, shot_id: shot.id, fit }
      const { data } = await uploadHeroFrame({ path, body, ...asForm, throwOnError: true })
      return { ...data, name: file.name, before: heroes }
    },
    onError: tellFailure,
    onSuccess: ({ name, frame, before, notes: [note] }) => {
      tell(note ? t('takenNote', { name, note }) : t('taken', { name }), { undo: undoOf(frame.take_id, before) })
      return again()
    },
  })
  return { upload: upload.mutate, uploading: upload.isPending }
}
