import { useQuery } from '@tanstack/react-query'
import { Lightbulb } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { suggestRetakesOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { PanelShot, ShotRetakeIn } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { Button } from '@/ui/button'
import { Field, Input, TextArea } from '@/ui/field'
import { useRetake } from './use-shot'

interface RetakeFormProps {
  shot: PanelShot
  mayEdit: boolean
  onStage: () => void
}

/** What the weakest part of the take suggests; one click puts it into the order. */
const Suggestions = ({
  shot,
  onUse,
  onStage,
}: {
  shot: PanelShot
  onUse: (order: ShotRetakeIn) => void
  onStage: () => void
}) => {
  const { t } = useTranslation('shots')
  const { data } = useQuery({ ...suggestRetakesOptions({ path: { shot_id: shot.id } }), enabled: shot.frame !== null })
  if (!data || (data.suggestions.length === 0 && !data.verdict)) return null
  return (
    <section>
      <h2 className="mb-1 flex items-center gap-1.5 font-semibold [&>svg]:size-4">
        <Lightbulb />
        {t('suggestions')}
      </h2>
      {data.suggestions.length === 0 && <p className="text-muted">{data.verdict}</p>}
      <ul className="space-y-2">
        {data.suggestions.map((found) => (
          <li key={`${found.kind}${found.character}${found.part}${found.what}`} className="rounded border p-2">
            <p>{found.what}</p>
            <p className="text-[13px] text-muted">{found.why}</p>
            <Button size="small" className="mt-1.5" onClick={() => (found.retake ? onUse(found.retake) : onStage())}>
              {found.retake ? t('use') : t('byHandOnly')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const EMPTY = { reason: '', prompt: '', negative_prompt: '', seed: null }

/** One more take: what is wrong, and if wished other words, what shall not be in it, and a seed. */
export const RetakeForm = ({ shot, mayEdit, onStage }: RetakeFormProps) => {
  const { why } = useMay('edit')
  const { t } = useTranslation('shots')
  const { busy, order } = useRetake(shot.storyboard_id, shot.id)
  const [wish, setWish] = useState<ShotRetakeIn>(EMPTY)
  const put = (change: ShotRetakeIn) => setWish((now) => ({ ...now, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    order(wish)
    setWish(EMPTY)
  }
  return (
    <div className="space-y-5">
      <Suggestions shot={shot} onUse={put} onStage={onStage} />
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('retakeReason')} hint={t('retakeReasonHint')}>
          {(ids) => (
            <Input
              {...ids}
              value={wish.reason}
              maxLength={500}
              onChange={({ target }) => put({ reason: target.value })}
            />
          )}
        </Field>
        <Field label={t('prompt')} hint={t('promptHint')}>
          {(ids) => (
            <TextArea
              {...ids}
              value={wish.prompt}
              placeholder={shot.description}
              onChange={({ target }) => put({ prompt: target.value })}
            />
          )}
        </Field>
        <Field label={t('negative')}>
          {(ids) => (
            <TextArea
              {...ids}
              value={wish.negative_prompt}
              placeholder={shot.negative_prompt}
              onChange={({ target }) => put({ negative_prompt: target.value })}
            />
          )}
        </Field>
        <Field label={t('seed')} hint={t('seedHint')}>
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={0}
              max={2 ** 31 - 1}
              value={wish.seed ?? ''}
              onChange={({ target }) => put({ seed: target.value === '' ? null : target.valueAsNumber })}
            />
          )}
        </Field>
        <Button type="submit" look="primary" busy={busy} why={mayEdit ? undefined : why}>
          {t('order')}
        </Button>
      </form>
    </div>
  )
}
