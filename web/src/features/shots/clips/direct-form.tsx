import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { estimateGenerationOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { GenerationScene, HeroFrameOut, SceneRegenerateIn } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { problemOf } from '@/lib/problem'
import { span } from '@/lib/time'
import { Button } from '@/ui/button'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { Slider } from '@/ui/slider'
import { type Direction, MOVES, wishOf } from './words'

interface DirectFormProps {
  generationId: string
  scene: GenerationScene
  frames: HeroFrameOut[]
  negatives: string
  busy: boolean
  refusal: unknown
  why?: string | undefined
  onOrder: (wish: SceneRegenerateIn) => void
  onHeroes: () => void
}

const [SLOWEST, FASTEST, AUTOMATIC, MOST] = [0.1, 4, 3, 12]

/** What it costs, before anything is ordered: time, money, what is left of the day, and what would stop it. */
const Estimate = ({ generationId, number, takes }: { generationId: string; number: number; takes: number }) => {
  const { t } = useTranslation('clips')
  const { data, error } = useQuery({
    ...estimateGenerationOptions({
      path: { generation_id: generationId },
      query: { scene_numbers: [number], takes, anew: true },
    }),
    placeholderData: (before) => before,
  })
  if (error) return <p className="text-[13px] text-retake">{problemOf(error).detail}</p>
  if (!data) return <p className="text-[13px] text-muted">{t('estimating')}</p>
  const left = [
    data.left_seconds !== null && span(data.left_seconds),
    data.left_money !== null && String(data.left_money),
  ].filter(Boolean)
  return (
    <div className="space-y-0.5 text-[13px] text-muted">
      <p className="text-ink">
        {t('estimate', { span: span(data.seconds), money: data.money ? t('costs', { money: data.money }) : '' })}
      </p>
      <p>{t('basis', { basis: data.basis })}</p>
      {left.length > 0 && <p>{t('left', { left: left.join(', ') })}</p>}
      {data.obstacle && <p className="text-retake">{t('stops', { why: data.obstacle })}</p>}
    </div>
  )
}

/** The frames that the clip may start from, as pictures to choose among. */
const HeroPicker = (props: {
  frames: HeroFrameOut[]
  chosen: string | null
  onChoose: (id: string) => void
  onHeroes: () => void
}) => {
  const { t } = useTranslation('clips')
  return (
    <fieldset>
      <legend className="mb-1 flex w-full items-center font-medium text-[13px] text-muted">
        {t('hero')}
        <Button size="small" look="quiet" className="ml-auto" onClick={props.onHeroes}>
          {t('toHeroes')}
        </Button>
      </legend>
      <div className="grid grid-cols-4 gap-1.5">
        {props.frames.map(({ take_id, number, image_url }) => (
          <label
            key={take_id}
            className={cn(
              'cursor-pointer overflow-hidden rounded border has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus',
              take_id === props.chosen ? 'border-accent outline-1 outline-accent' : 'border-line',
            )}
          >
            <input
              type="radio"
              name="hero"
              className="sr-only"
              checked={take_id === props.chosen}
              onChange={() => props.onChoose(take_id)}
            />
            <Picture src={image_url} alt={t('heroFrame', { number })} edge={160} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What the clip is asked for, as it was the last time; anything may be changed for the next takes, as often as one likes. */
export const DirectForm = (props: DirectFormProps) => {
  const { generationId, scene, frames, negatives, busy, refusal, why, onOrder, onHeroes } = props
  const { t } = useTranslation('clips')
  const { t: said } = useTranslation('vocabulary')
  const before: Direction = {
    ...{ prompt: scene.prompt, negative: scene.negative_prompt, move: scene.camera_movement },
    ...{ speed: scene.speed, seed: null, hero: scene.hero_frame?.take_id ?? null },
  }
  const [changed, change] = useState<Partial<Direction>>({})
  const [takes, setTakes] = useState(scene.attempts ? 1 : AUTOMATIC)
  const now = { ...before, ...changed }
  const put = (part: Partial<Direction>) => change((known) => ({ ...known, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onOrder(wishOf(before, now, takes))
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('direct')}</h2>
      <HeroPicker
        frames={frames.filter(({ take_id, circled }, at) => circled || take_id === now.hero || at >= frames.length - 7)}
        chosen={now.hero}
        onChoose={(hero) => put({ hero })}
        onHeroes={onHeroes}
      />
      <Field label={t('prompt')}>
        {(ids) => (
          <TextArea
            {...ids}
            required
            maxLength={5000}
            value={now.prompt}
            onChange={({ target }) => put({ prompt: target.value })}
          />
        )}
      </Field>
      <Field label={t('negative')}>
        {(ids) => (
          <TextArea
            {...ids}
            maxLength={5000}
            placeholder={negatives}
            value={now.negative}
            onChange={({ target }) => put({ negative: target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('move')}>
          {(ids) => (
            <Select {...ids} value={now.move} onChange={({ target }) => put({ move: target.value })}>
              {MOVES.map((move) => (
                <option key={move} value={move}>
                  {said(`moves.${move}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('seed')} hint={t('seedHint')}>
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={0}
              max={2 ** 31 - 1}
              value={now.seed ?? ''}
              onChange={({ target }) => put({ seed: target.value === '' ? null : target.valueAsNumber })}
            />
          )}
        </Field>
      </div>
      <Slider
        label={t('speed')}
        value={now.speed}
        min={SLOWEST}
        max={FASTEST}
        step={0.1}
        unit=" ×"
        onChange={(speed) => put({ speed })}
      />
      <Slider label={t('howMany')} value={takes} min={1} max={MOST} onChange={setTakes} />
      <Estimate generationId={generationId} number={scene.scene_number} takes={takes} />
      {refusal !== null && (
        <p role="alert" className="text-[13px] text-retake">
          {t('refused')}: {problemOf(refusal).detail}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy} why={why} className="flex-1">
          {t('generate', { count: takes })}
        </Button>
        <Button disabled={Object.keys(changed).length === 0} onClick={() => change({})}>
          {t('reset')}
        </Button>
      </div>
    </form>
  )
}
