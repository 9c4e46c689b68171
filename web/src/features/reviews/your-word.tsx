import { PenLine, Stamp, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsensusOut } from '@/api/generated/types.gen'
import { useMe } from '@/features/session/use-me'
import { Button } from '@/ui/button'
import { Input } from '@/ui/field'
import type { Scope } from './use-notes'
import { useWord, type Verdict } from './use-word'

/** Approve or ask for changes, by one click; words are optional. */
export const YourWord = ({ scope, consensus }: { scope: Scope; consensus: ConsensusOut }) => {
  const { t } = useTranslation('reviews')
  const { data: me } = useMe()
  const [comment, setComment] = useState('')
  const said = [...consensus.reviewers, ...consensus.guests].find(({ person }) => person === me?.id)
  const mine = said?.verdict ?? null
  const { busy, say, takeBack } = useWord(scope, mine)
  const speak = (verdict: Verdict) =>
    void say(verdict, comment).then(
      () => setComment(''),
      () => undefined,
    )
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          look={mine === 'approved' ? 'primary' : 'plain'}
          aria-pressed={mine === 'approved'}
          busy={busy}
          onClick={() => speak('approved')}
        >
          <Stamp />
          {t('approve')}
        </Button>
        <Button
          look={mine === 'changes' ? 'primary' : 'plain'}
          aria-pressed={mine === 'changes'}
          busy={busy}
          onClick={() => speak('changes')}
        >
          <PenLine />
          {t('wantChanges')}
        </Button>
        {mine && (
          <Button look="quiet" busy={busy} onClick={takeBack}>
            <Undo2 />
            {t('takeBack')}
          </Button>
        )}
      </div>
      <Input
        aria-label={t('comment')}
        placeholder={t('comment')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </div>
  )
}
