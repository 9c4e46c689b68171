import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, CircleDashed, PenLine, Stamp, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getBoardConsensusOptions,
  getConsensusOptions,
  giveApprovalMutation,
  withdrawApprovalMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ApprovalIn, ConsensusOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useMe } from '@/features/session/use-me'
import { refresh } from '@/realtime/freshness'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Input } from '@/ui/field'
import { Progress } from '@/ui/progress'
import { Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import { AskForApproval } from './ask'
import type { Scope } from './use-notes'

type Verdict = ApprovalIn['verdict']

const useConsensus = ({ target, boardId }: Scope) => {
  const own = useQuery({ ...getConsensusOptions({ query: target }), enabled: boardId === undefined })
  const board = useQuery({
    ...getBoardConsensusOptions({ path: { storyboard_id: boardId ?? '' }, query: target }),
    enabled: boardId !== undefined,
  })
  return boardId === undefined ? own : board
}

const TONES = { approved: 'excellent', changes: 'retake', open: 'plain' } as const

const Verdicts = ({ consensus }: { consensus: ConsensusOut }) => {
  const { t } = useTranslation('reviews')
  if (consensus.reviewers.length === 0) return <p className="text-[13px] text-muted">{t('noReviewers')}</p>
  const signs = {
    approved: <Check className="size-4 text-excellent" />,
    changes: <PenLine className="size-4 text-retake" />,
    open: <CircleDashed className="size-4 text-muted" />,
  }
  return (
    <ul className="flex flex-col gap-1">
      {consensus.reviewers.map(({ person, name, verdict }) => (
        <li key={person} className="flex items-center gap-2 text-[13px]">
          <Faces people={[{ id: person, name }]} />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="inline-flex items-center gap-1.5">
            {signs[verdict ?? 'open']}
            {verdict ? t(verdict) : t('silent')}
          </span>
        </li>
      ))}
    </ul>
  )
}

const YourWord = ({ scope, consensus }: { scope: Scope; consensus: ConsensusOut }) => {
  const { t } = useTranslation('reviews')
  const { target } = scope
  const queries = useQueryClient()
  const { data: me } = useMe()
  const [comment, setComment] = useState('')
  const after = { onError: tellFailure, onSettled: () => refresh(queries, [{ kind: 'approval.given' }]) }
  const give = useMutation({ ...giveApprovalMutation(), ...after })
  const withdraw = useMutation({ ...withdrawApprovalMutation(), ...after })
  const mine = consensus.reviewers.find(({ person }) => person === me?.id)?.verdict ?? null
  const say = (verdict: Verdict) => {
    give.mutate(
      { body: { target, verdict, comment } },
      {
        onSuccess: () => {
          setComment('')
          tell(verdict === 'approved' ? t('youApproved') : t('youWanted'), {
            undo: { label: t('undo'), run: back },
          })
        },
      },
    )
  }
  const back = () => {
    if (mine) give.mutate({ body: { target, verdict: mine } })
    else withdraw.mutate({ query: target })
  }
  const busy = give.isPending || withdraw.isPending
  return (
    <div className="flex flex-col gap-2">
      <Input
        aria-label={t('comment')}
        placeholder={t('comment')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          look={mine === 'approved' ? 'primary' : 'plain'}
          aria-pressed={mine === 'approved'}
          busy={busy}
          onClick={() => say('approved')}
        >
          <Stamp />
          {t('approve')}
        </Button>
        <Button size="small" aria-pressed={mine === 'changes'} busy={busy} onClick={() => say('changes')}>
          <PenLine />
          {t('wantChanges')}
        </Button>
        {mine && (
          <Button size="small" look="quiet" busy={busy} onClick={() => withdraw.mutate({ query: target })}>
            <Undo2 />
            {t('takeBack')}
          </Button>
        )}
      </div>
    </div>
  )
}

const ruleWords = (rule: string) => (rule === 'any' || rule === 'all' ? (`rule_${rule}` as const) : null)

/** Where the reviewers of a thing's present revision stand, and your own word on it. */
export const Approvals = ({ target, boardId, readOnly }: Scope & { readOnly?: boolean }) => {
  const { t } = useTranslation('reviews')
  const approving = useMay('approve')
  const asking = useMay('edit')
  const scope = { target, boardId }
  const query = useConsensus(scope)
  return (
    <section aria-label={t('approval')} className="flex flex-col gap-2 p-3">
      <Loaded query={query} skeleton={<Skeleton className="h-16" />}>
        {(consensus) => {
          const given = consensus.reviewers.filter(({ verdict }) => verdict === 'approved').length
          const key = ruleWords(consensus.rule)
          return (
            <>
              <div className="flex items-center gap-2">
                <h2 className="flex-1 font-semibold">{t('approval')}</h2>
                <Badge tone={TONES[consensus.verdict]}>
                  {t(consensus.verdict === 'open' ? 'waiting' : consensus.verdict)}
                </Badge>
              </div>
              {consensus.reviewers.length > 0 && (
                <>
                  <Progress value={Math.min(1, given / Math.max(1, consensus.needed))} label={t('approval')} />
                  <p className="text-[13px] text-muted">
                    {t('needed', {
                      given,
                      needed: consensus.needed,
                      rule: key ? t(key) : t('rule', { rule: consensus.rule }),
                    })}
                    {` · ${t('revision', { number: consensus.revision })}`}
                  </p>
                </>
              )}
              <Verdicts consensus={consensus} />
              {approving.may && !readOnly && <YourWord scope={scope} consensus={consensus} />}
              {asking.may && !readOnly && <AskForApproval target={target} />}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
