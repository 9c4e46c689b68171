import { useQuery } from '@tanstack/react-query'
import { Check, CircleDashed, PenLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { getBoardConsensusOptions, getConsensusOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ConsensusOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { Badge } from '@/ui/badge'
import { Faces } from '@/ui/faces'
import { Progress } from '@/ui/progress'
import { Loaded, Skeleton } from '@/ui/states'
import { AskForApproval } from './ask'
import type { Scope } from './use-notes'
import { YourWord } from './your-word'

/** Where those stand whose word counts, of a thing, or for a guest of one on their board. */
export const useConsensus = ({ target, boardId }: Scope) => {
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
  const people = [...consensus.reviewers, ...consensus.guests]
  if (people.length === 0) return <p className="text-[13px] text-muted">{t('noReviewers')}</p>
  const signs = {
    approved: <Check className="size-4 text-excellent" />,
    changes: <PenLine className="size-4 text-retake" />,
    open: <CircleDashed className="size-4 text-muted" />,
  }
  return (
    <ul className="flex flex-col gap-1">
      {people.map(({ person, name, verdict }) => (
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

const ruleWords = (rule: string) => (rule === 'any' || rule === 'all' ? (`rule_${rule}` as const) : null)

/** Where the reviewers of a thing's present revision stand, and your own word on it. */
export const Approvals = ({ target, boardId, readOnly }: Scope & { readOnly?: boolean }) => {
  const { t } = useTranslation('reviews')
  const approving = useMay(boardId === undefined ? 'approve' : 'note') // a guest's word is told, not counted
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
