import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/client'
import { deleteCutMutation, restoreCutMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { CutItem } from '@/api/generated/types.gen'
import { nameBefore } from '@/lib/name-in-bin'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'

/** Putting cuts away and taking them back: each is the other's undo. */
export const useBin = () => {
  const { t } = useTranslation('cuts')
  const after = { onError: tellFailure, onSettled: () => refresh(queries, [{ kind: 'cut.changed' }]) }
  const remove = useMutation({ ...deleteCutMutation(), ...after })
  const restore = useMutation({ ...restoreCutMutation(), ...after })
  const label = t('undo')
  const putAway = ({ id, name }: CutItem) => {
    const path = { path: { cut_id: id } }
    remove.mutate(path, {
      onSuccess: () => tell(t('away', { name }), { undo: { label, run: () => restore.mutate(path) } }),
    })
  }
  const takeBack = ({ id, name }: CutItem) => {
    const path = { path: { cut_id: id } }
    restore.mutate(path, {
      onSuccess: () =>
        tell(t('restored', { name: nameBefore(name) }), { undo: { label, run: () => remove.mutate(path) } }),
    })
  }
  return { putAway, takeBack }
}
