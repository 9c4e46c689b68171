import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  giveApprovalMutation,
  giveBoardApprovalMutation,
  withdrawApprovalMutation,
  withdrawBoardApprovalMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ApprovalIn } from '@/api/generated/types.gen'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'
import type { Scope } from './use-notes'

export type Verdict = ApprovalIn['verdict']

/** Your word on a thing's present revision: given with or without words, and taken back; a guest's within their board. */
export const useWord = ({ target, boardId }: Scope, mine: Verdict | null) => {
  const { t } = useTranslation('reviews')
  const queries = useQueryClient()
  const after = { onError: tellFailure, onSettled: () => refresh(queries, [{ kind: 'approval.given' }]) }
  const give = useMutation({ ...giveApprovalMutation(), ...after })
  const withdraw = useMutation({ ...withdrawApprovalMutation(), ...after })
  const giveOnBoard = useMutation({ ...giveBoardApprovalMutation(), ...after })
  const withdrawOnBoard = useMutation({ ...withdrawBoardApprovalMutation(), ...after })
  const path = { storyboard_id: boardId ?? '' }
  const put = (body: ApprovalIn) => (boardId ? giveOnBoard.mutateAsync({ path, body }) : give.mutateAsync({ body }))
  const takeBack = () =>
    boardId ? withdrawOnBoard.mutateAsync({ path, query: target }) : withdraw.mutateAsync({ query: target })
  const asBefore = () => void (mine ? put({ target, verdict: mine }) : takeBack()).catch(() => undefined)
  const say = async (verdict: Verdict, comment = '') => {
    await put({ target, verdict, comment })
    tell(verdict === 'approved' ? t('youApproved') : t('youWanted'), { undo: { label: t('undo'), run: asBefore } })
  }
  const busy = [give, withdraw, giveOnBoard, withdrawOnBoard].some(({ isPending }) => isPending)
  return { busy, say, takeBack: () => void takeBack().catch(() => undefined) }
}
