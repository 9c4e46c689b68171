import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { createStoryboardMutation, listStylesOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { Pick } from '@/features/definitions/pick'
import { useMay } from '@/features/session/use-may'
import { problemOf } from '@/lib/problem'
import { at, useProjectId } from '@/lib/project'
import vocabulary from '@/lib/vocabulary'
import { Button } from '@/ui/button'
import { Field, Input, Select } from '@/ui/field'
import type { Choice } from '@/ui/search-select'

const TIERS = ['low', 'standard', 'high'] as const
const LOOKS = Object.keys(vocabulary.looks) as (keyof typeof vocabulary.looks)[]

/** Order a storyboard of the script: how many panels, how fine, in which look. */
export const OrderPanel = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const { t: said } = useTranslation('vocabulary')
  const projectId = useProjectId()
  const go = useNavigate()
  const { why } = useMay('edit')
  const looks = LOOKS.map((look) => ({ id: look, name: said(`looks.${look}`) }))
  const { data: styles } = useQuery(listStylesOptions({ query: { limit: 200 } }))
  const ours = styles?.styles.find(({ id }) => id === styles.default) // the project's, as nobody names another
  const [picked, setPicked] = useState<Choice | null>(null)
  const style = picked ?? ours ?? { id: 'full', name: said('looks.full') }
  const order = useMutation({
    ...createStoryboardMutation(),
    onSuccess: ({ id }) => void go(at(projectId, 'storyboards', id)),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const frames = Number(form.get('frames'))
    order.mutate({
      body: {
        screenplay_id: script.id,
        title: String(form.get('title')),
        tier: String(form.get('tier')) as (typeof TIERS)[number],
        style: picked && !(picked.id in vocabulary.looks) ? picked.name : (picked?.id ?? ''),
        ...(frames > 0 && { frames }),
      },
    })
  }
  const undefinedYet = script.cast.filter(({ character_id, heard_only }) => !character_id && !heard_only).length
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-3">
      <p className="text-muted">{t('orderHelp')}</p>
      {undefinedYet > 0 && <p className="text-good">{t('missing', { count: undefinedYet })}</p>}
      <Field label={t('boardOf')}>
        {(ids) => <Input {...ids} name="title" defaultValue={script.title} maxLength={300} />}
      </Field>
      <Field label={t('tier')}>
        {(ids) => (
          <Select {...ids} name="tier" defaultValue="standard">
            {TIERS.map((tier) => (
              <option key={tier} value={tier}>
                {t(`tiers.${tier}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('style')}>
        {(ids) => <Pick {...ids} kind="style" value={style} besides={looks} onPick={setPicked} />}
      </Field>
      <Field label={t('frames')} hint={t('framesHint')} error={order.error ? problemOf(order.error).detail : undefined}>
        {(ids) => <Input {...ids} name="frames" type="number" min={1} max={2000} />}
      </Field>
      <Button type="submit" look="primary" size="large" busy={order.isPending} why={why}>
        {order.isPending ? t('ordering') : t('order')}
      </Button>
    </form>
  )
}
