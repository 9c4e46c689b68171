import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  castVoteMutation,
  getVotesOptions,
  getVotesQueryKey,
  withdrawVoteMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { TallyOut, TargetIn } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { refresh } from '@/realtime/freshness'
import { Button } from '@/ui/button'
import { tell, tellFailure } from '@/ui/toast'
import { Tooltip } from '@/ui/tooltip'
import { voted } from './tally'

const useVoting = (target: TargetIn) => {
  const queries = useQueryClient()
  const queryKey = getVotesQueryKey({ query: target })
  const see = async (value: number | null) => {
    await queries.cancelQueries({ queryKey })
    queries.setQueryData<TallyOut>(queryKey, (tally) => tally && voted(tally, value))
  }
  const after = {
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: 'vote.cast' }]),
  }
  const cast = useMutation({ ...castVoteMutation(), ...after, onMutate: ({ body }) => see(body.value) })
  const withdraw = useMutation({ ...withdrawVoteMutation(), ...after, onMutate: () => see(null) })
  return (value: number | null) => {
    if (value === null) withdraw.mutate({ query: target })
    else cast.mutate({ body: { target, value: value > 0 ? 1 : -1 } })
  }
}

/** Votes for and against a thing: pressing again takes one's own back. */
export const Votes = ({ target, readOnly, small }: { target: TargetIn; readOnly?: boolean; small?: boolean }) => {
  const { t } = useTranslation('reviews')
  const { why } = useMay('vote')
  const { data } = useQuery(getVotesOptions({ query: target }))
  const vote = useVoting(target)
  const mine = data?.mine ?? null
  const press = (value: 1 | -1) => {
    const wanted = mine === value ? null : value
    vote(wanted)
    const words = wanted === null ? t('unvoted') : wanted > 0 ? t('votedUp') : t('votedDown')
    tell(words, { undo: { label: t('undo'), run: () => vote(mine) } })
  }
  const names = (value: number) => (data?.votes ?? []).filter((v) => v.value === value).map(({ name }) => name)
  const sides = [
    { value: 1, name: t('up'), icon: ThumbsUp, count: data?.ups ?? 0, who: names(1) },
    { value: -1, name: t('down'), icon: ThumbsDown, count: data?.downs ?? 0, who: names(-1) },
  ] as const
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={t('votes')} className="inline-flex items-center gap-1">
      {sides.map(({ value, name, icon: Icon, count, who }) => (
        <Tooltip key={value} text={[name, who.join(', ')].filter(Boolean).join(': ')}>
          <Button
            look="quiet"
            size={small ? 'small' : 'normal'}
            aria-label={`${name}: ${count}`}
            aria-pressed={mine === value}
            disabled={readOnly || !data}
            why={why}
            onClick={() => press(value)}
            className={mine === value ? 'bg-raised text-accent' : undefined}
          >
            <Icon />
            <span className="tabular-nums">{count}</span>
          </Button>
        </Tooltip>
      ))}
    </div>
  )
}
