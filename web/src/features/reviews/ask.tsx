import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askForReviewMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { TargetIn } from '@/api/generated/types.gen'
import { useTeam } from '@/features/session/use-me'
import { refresh } from '@/realtime/freshness'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, TextArea } from '@/ui/field'
import { tell, tellFailure } from '@/ui/toast'
import { usePeople } from './use-people'

const Whom = ({ chosen, onChoose }: { chosen: string[]; onChoose: (chosen: string[]) => void }) => {
  const { t } = useTranslation('reviews')
  const people = usePeople()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-[13px] text-muted">{t('askWhom')}</legend>
      {people.map(({ id, name }) => (
        <label key={id} className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target: { checked } }) =>
              onChoose(checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

/** Ask reviewers for approval: those that are named, else all of the project. Only where there are others. */
export const AskForApproval = ({ target }: { target: TargetIn }) => {
  const { t } = useTranslation('reviews')
  const team = useTeam()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [reviewers, setReviewers] = useState<string[]>([])
  const [message, setMessage] = useState('')
  const ask = useMutation({
    ...askForReviewMutation(),
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: 'review.asked' }]),
    onSuccess: () => {
      setOpen(false)
      tell(t('asked'))
    },
  })
  if (!team) return null
  return (
    <>
      <Button size="small" className="self-start" onClick={() => setOpen(true)}>
        <Send />
        {t('ask')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('ask')}
        description={t('askHelp')}
        footer={
          <Button
            look="primary"
            busy={ask.isPending}
            onClick={() => ask.mutate({ body: { target, reviewers, message } })}
          >
            {t('ask')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <Whom chosen={reviewers} onChoose={setReviewers} />
          <Field label={t('askWords')}>
            {(ids) => <TextArea {...ids} value={message} onChange={(event) => setMessage(event.target.value)} />}
          </Field>
        </div>
      </Dialog>
    </>
  )
}
