import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/client'
import { deleteStoryboardMutation, restoreStoryboardMutation } from '@/api/generated/@tanstack/react-query.gen'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'

interface Kept {
  id: string
  title: string
}

/** Putting boards away and taking them back: each is the other's undo. */
export const useBin = () => {
  const { t } = useTranslation('storyboards')
  const after = { onError: tellFailure, onSettled: () => refresh(queries, [{ kind: 'storyboard.changed' }]) }
  const remove = useMutation({ ...deleteStoryboardMutation(), ...after })
  const restore = useMutation({ ...restoreStoryboardMutation(), ...after })
  const label = t('undo')
  const at = ({ id }: Kept) => ({ path: { storyboard_id: id } })
  return {
    busy: remove.isPending || restore.isPending,
    putAway: (board: Kept) =>
      remove.mutate(at(board), {
        onSuccess: () =>
          tell(t('boardAway', { title: board.title }), { undo: { label, run: () => restore.mutate(at(board)) } }),
      }),
    takeBack: (board: Kept) =>
      restore.mutate(at(board), {
        onSuccess: () =>
          tell(t('boardBack', { title: board.title }), { undo: { label, run: () => remove.mutate(at(board)) } }),
      }),
  }
}
