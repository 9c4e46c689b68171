import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  cancelJobMutation,
  estimateGenerationOptions,
  listGenerationsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { createGeneration, processGeneration } from '@/api/generated/sdk.gen'
import type { GenerationIn, GenerationOut } from '@/api/generated/types.gen'
import { problemOf } from '@/lib/problem'
import { span } from '@/lib/time'
import vocabulary from '@/lib/vocabulary'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { tell, tellFailure } from '@/ui/toast'
import { moneyText } from './spend'

type Move = NonNullable<GenerationIn['camera_movement']>
const MOVES = Object.keys(vocabulary.moves) as Move[]
const [AUTOMATIC, MOST, MOST_HANDLES] = [3, 12, 48]

/** What a form says, or nothing of it: an empty field changes nothing. */
const numberOf = (form: FormData, name: string) => Number(form.get(name)) || null
const wordsOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || null
const isOtherwise = (form: FormData) => Boolean(wordsOf(form, 'camera_movement') ?? wordsOf(form, 'negative_prompt'))

interface CostProps {
  generation: GenerationOut
  takes: number
  handles: number
  /** Whether it is asked for otherwise than before, so that no take which is there will do. */
  anew: boolean
}

/** What it is expected to cost, from what such clips cost here before. */
const Cost = ({ generation, ...query }: CostProps) => {
  const { t } = useTranslation('quality')
  const { data, error } = useQuery({
    ...estimateGenerationOptions({ path: { generation_id: generation.id }, query }),
    placeholderData: (before) => before,
  })
  if (error) return <p className="text-retake">{problemOf(error).detail}</p>
  if (!data) return <p className="text-muted">{t('estimating')}</p>
  const money = data.money > 0 ? ` · ${moneyText(data.money)}` : ''
  return (
    <section aria-label={t('estimate')} className="rounded-md border bg-ground p-3">
      <p className="font-medium">{t('expected', { span: span(data.seconds), money })}</p>
      <p className="text-[13px] text-muted">
        {t('expectedOf', { count: data.scenes, takes: data.takes, basis: data.basis })}
      </p>
      {data.made > 0 && <p className="text-[13px] text-muted">{t('thereAlready', { count: data.made })}</p>}
      {data.obstacle && <p className="text-[13px] text-retake">{t('obstacle', { why: data.obstacle })}</p>}
    </section>
  )
}

/** What another iteration is asked for otherwise; what is empty stays as it is now. */
const Changes = () => {
  const { t } = useTranslation('quality')
  const { t: said } = useTranslation('vocabulary')
  return (
    <>
      <Field label={t('settings.camera_movement')}>
        {(ids) => (
          <Select {...ids} name="camera_movement" defaultValue="">
            <option value="">{t('asNow')}</option>
            {MOVES.map((move) => (
              <option key={move} value={move}>
                {said(`moves.${move}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('settings.negative_prompt')} hint={t('asNowHint')}>
        {(ids) => <TextArea {...ids} name="negative_prompt" maxLength={2000} />}
      </Field>
    </>
  )
}

const useOrder = (generation: GenerationOut, anew: boolean, onOrdered: (id: string) => void) => {
  const { t } = useTranslation('quality')
  const queries = useQueryClient()
  const cancel = useMutation({ ...cancelJobMutation(), onError: tellFailure })
  return useMutation({
    mutationFn: async (form: FormData) => {
      const caps = capsOf(form, generation.settings)
      const asked = { takes: numberOf(form, 'takes'), handles: Number(form.get('handles')) }
      const body = {
        storyboard_id: generation.storyboard_id,
        parent_id: generation.id,
        camera_movement: wordsOf(form, 'camera_movement') as Move | null,
        negative_prompt: wordsOf(form, 'negative_prompt'),
        ...asked,
        ...caps,
      }
      const id = anew ? (await createGeneration({ body, throwOnError: true })).data.id : generation.id
      const path = { generation_id: id }
      return (await processGeneration({ path, body: { ...asked, ...caps }, throwOnError: true })).data
    },
    onSettled: () => queries.invalidateQueries({ queryKey: listGenerationsQueryKey() }),
    onSuccess: ({ generation_id, job_id, estimate, scene_numbers, without_hero }) => {
      const left = without_hero.length > 0 ? t('withoutHero', { count: without_hero.length }) : undefined
      tell(t('ordered', { count: scene_numbers.length, span: span(estimate.seconds) }), {
        description: left,
        undo: { label: t('cancel'), run: () => cancel.mutate({ path: { job_id } }) },
      })
      onOrdered(generation_id)
    },
  })
}

const inMinutes = (seconds: number | null) => (seconds === null ? '' : String(Math.round(seconds / 6) / 10))

/** The caps that were changed: an emptied one is none any more, one left as it was is not named. */
const capsOf = (form: FormData, { most_money, most_seconds }: GenerationOut['settings']) => {
  const [money, minutes] = [numberOf(form, 'most_money'), numberOf(form, 'most_minutes')]
  return {
    ...(form.get('most_money') !== String(most_money ?? '') && { most_money: money }),
    ...(form.get('most_minutes') !== inMinutes(most_seconds) && { most_seconds: minutes && minutes * 60 }),
  }
}

interface OrderDialogProps {
  generation: GenerationOut
  /** Whether another iteration is begun with them; else they are ordered of this one. */
  anew: boolean
  onClose: () => void
  onOrdered: (generationId: string) => void
}

/** Order clips of every shot that has a hero frame: what they cost is told before, and how much they may. */
export const OrderDialog = ({ generation, anew, onClose, onOrdered }: OrderDialogProps) => {
  const { t } = useTranslation('quality')
  const id = useId()
  const [takes, setTakes] = useState(AUTOMATIC)
  const [handles, setHandles] = useState(generation.settings.handles)
  const [otherwise, setOtherwise] = useState(false)
  const order = useOrder(generation, anew, onOrdered)
  const { most_money, most_seconds } = generation.settings
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    order.mutate(new FormData(event.currentTarget))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={anew ? t('begin') : t('orderAll')}
      description={anew ? t('beginHelp', { number: generation.number }) : t('orderHelp')}
      footer={
        <Button type="submit" form={id} look="primary" busy={order.isPending}>
          {anew ? t('beginIt') : t('orderIt')}
        </Button>
      }
    >
      <form
        id={id}
        onSubmit={submit}
        onChange={({ currentTarget }) => setOtherwise(isOtherwise(new FormData(currentTarget)))}
        className="flex flex-col gap-4"
      >
        {anew && <Changes />}
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('takesEach')}>
            {(ids) => (
              <Input
                {...ids}
                name="takes"
                type="number"
                min={1}
                max={MOST}
                required
                value={takes}
                onChange={({ target }) => setTakes(Math.min(MOST, target.valueAsNumber || 1))}
              />
            )}
          </Field>
          <Field label={t('settings.handles')} hint={t('handlesHint')}>
            {(ids) => (
              <Input
                {...ids}
                name="handles"
                type="number"
                min={0}
                max={MOST_HANDLES}
                required
                value={handles}
                onChange={({ target }) => setHandles(Math.min(MOST_HANDLES, target.valueAsNumber || 0))}
              />
            )}
          </Field>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('capMinutes')} hint={t('noCapHint')}>
            {(ids) => (
              <Input
                {...ids}
                name="most_minutes"
                type="number"
                min={0.1}
                step="any"
                defaultValue={inMinutes(most_seconds)}
              />
            )}
          </Field>
          <Field label={t('settings.most_money')}>
            {(ids) => (
              <Input {...ids} name="most_money" type="number" min={0.01} step="any" defaultValue={most_money ?? ''} />
            )}
          </Field>
        </div>
        <Cost generation={generation} takes={takes} handles={handles} anew={otherwise} />
        {order.error && (
          <p role="alert" className="text-retake">
            {problemOf(order.error).detail}
          </p>
        )}
      </form>
    </Dialog>
  )
}
