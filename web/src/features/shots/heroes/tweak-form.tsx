import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeroFrameOut, RegenerateIn } from '@/api/generated/types.gen'
import { Button } from '@/ui/button'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Switch } from '@/ui/switch'
import { useFrameName } from './use-heroes'
import { kindOf } from './words'

interface TweakFormProps {
  frame: HeroFrameOut
  negative: string
  busy: boolean
  why?: string | undefined
  onTweak: (body: RegenerateIn) => void
}

const OFFERS = [1, 2, 3, 4, 5, 6, 7, 8]

/** The frame once more with other words, another seed or another of the photographic offers; it begins as it was made. */
export const TweakForm = ({ frame, negative, busy, why, onTweak }: TweakFormProps) => {
  const { t } = useTranslation('heroes')
  const nameOf = useFrameName()
  const off = why !== undefined
  const [enhance, setEnhance] = useState(true)
  if (kindOf(frame) === 'upload') return <p className="text-[13px] text-muted">{t('uploaded')}</p>
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const number = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
    onTweak({
      prompt: String(form.get('prompt')),
      negative_prompt: String(form.get('negative')),
      seed: number('seed'),
      offer: number('offer'),
      enhance,
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t('prompt')}>
        {(ids) => (
          <TextArea {...ids} name="prompt" disabled={off} required maxLength={5000} defaultValue={frame.prompt} />
        )}
      </Field>
      <Field label={t('negative')}>
        {(ids) => (
          <TextArea
            {...ids}
            name="negative"
            disabled={off}
            maxLength={5000}
            defaultValue={frame.negative_prompt || negative}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('seed')} hint={t('seedHint')}>
          {(ids) => (
            <Input
              {...ids}
              name="seed"
              disabled={off}
              type="number"
              min={0}
              max={2 ** 31 - 1}
              placeholder={`${frame.seed}`}
            />
          )}
        </Field>
        <Field label={t('photography')}>
          {(ids) => (
            <Select {...ids} name="offer" disabled={off} defaultValue="">
              <option value="">{t('asThis')}</option>
              {OFFERS.map((offer) => (
                <option key={offer} value={offer}>
                  {nameOf({ offer, backend: '', number: 0 })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Switch label={t('enhance')} checked={enhance} disabled={off} onChange={setEnhance} />
      <Button type="submit" busy={busy} why={why}>
        {t('regenerate')}
      </Button>
    </form>
  )
}
