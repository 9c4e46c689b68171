import { useEffect, useRef } from 'react'
import { ReactCompareSlider, ReactCompareSliderImage } from 'react-compare-slider'
import { useTranslation } from 'react-i18next'
import type { TakeOut } from '@/api/generated/types.gen'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { EmptyState } from '@/ui/states'

const HOWS = ['wipe', 'side', 'difference'] as const

interface Pair {
  a: TakeOut
  b: TakeOut
}

const SETTLED = 300 // ms: browsers refuse an address that changes with every pixel

const Wipe = ({ a, b, at, onAt }: Pair & { at: number; onAt: (at: number) => void }) => {
  const { t } = useTranslation('shots')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const settle = (now: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onAt(now), SETTLED)
  }
  // the library names its handle itself, in its own words
  const named = (node: HTMLElement | null) =>
    node?.querySelector('[role="slider"]')?.setAttribute('aria-label', t('position'))
  return (
    <div ref={named} className="contents">
      <ReactCompareSlider
        defaultPosition={at}
        onPositionChange={settle}
        className="max-h-full"
        itemOne={<ReactCompareSliderImage src={a.image_url ?? ''} alt={t('take', { number: a.number })} />}
        itemTwo={<ReactCompareSliderImage src={b.image_url ?? ''} alt={t('take', { number: b.number })} />}
      />
    </div>
  )
}

const Side = ({ a, b }: Pair) => {
  const { t } = useTranslation('shots')
  return (
    <div className="grid w-full gap-2 md:grid-cols-2">
      {[a, b].map((take) => (
        <figure key={take.take_id}>
          <img src={take.image_url ?? ''} alt={t('take', { number: take.number })} className="w-full" />
          <figcaption className="mt-1 text-center text-muted">{t('take', { number: take.number })}</figcaption>
        </figure>
      ))}
    </div>
  )
}

/** |A − B|, brightened, so that small changes are seen. */
const Difference = ({ a, b, gain, onGain }: Pair & { gain: number; onGain: (gain: number) => void }) => {
  const { t } = useTranslation('shots')
  return (
    <div className="flex w-full flex-col items-center gap-2">
      <div className="relative isolate w-full max-w-5xl" style={{ filter: `brightness(${gain})` }}>
        <img src={a.image_url ?? ''} alt={t('take', { number: a.number })} className="w-full" />
        <img
          src={b.image_url ?? ''}
          alt={t('take', { number: b.number })}
          className="absolute inset-0 size-full mix-blend-difference"
        />
      </div>
      <label className="flex items-center gap-2 text-[13px] text-muted">
        {t('gain', { gain })}
        <input
          type="range"
          min={1}
          max={16}
          value={gain}
          onChange={({ target }) => onGain(target.valueAsNumber)}
          className="accent-[var(--accent)]"
        />
      </label>
    </div>
  )
}

/** Two takes against each other; which and how stands in the address, so that a link shows the same. */
export const CompareView = ({ takes, current }: { takes: TakeOut[]; current: TakeOut }) => {
  const { t } = useTranslation('shots')
  const [params, put] = usePut()
  const named = (key: string) => takes.find(({ take_id }) => take_id === params.get(key))
  const b = named('b') ?? current
  const a = named('a') ?? takes.find(({ take_id }) => take_id !== b.take_id)
  const how = oneOf(HOWS, params.get('how'))
  const [aId, bId] = [a?.take_id, b.take_id]
  useEffect(() => {
    // the address names both from the start: a link that is passed on shows these two, whatever is taken later
    if (aId && (params.get('a') !== aId || params.get('b') !== bId)) put({ a: aId, b: bId })
  }, [aId, bId, params, put])
  if (!a) return <EmptyState title={t('chooseTakes')} />
  const pick = (key: 'a' | 'b', chosen: TakeOut, label: string) => (
    <Select
      aria-label={label}
      value={chosen.take_id}
      onChange={({ target }) => put({ [key]: target.value })}
      className="w-32"
    >
      {takes.map((take) => (
        <option key={take.take_id} value={take.take_id}>
          {t('take', { number: take.number })}
        </option>
      ))}
    </Select>
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-2">
        {pick('a', a, t('compareA'))}
        {pick('b', b, t('compareB'))}
        <fieldset aria-label={t('howLabel')} className="flex rounded-md border">
          {HOWS.map((name) => (
            <Button
              key={name}
              look="quiet"
              aria-pressed={how === name}
              onClick={() => put({ how: name })}
              className="aria-pressed:bg-raised aria-pressed:text-accent"
            >
              {t(`how.${name}`)}
            </Button>
          ))}
        </fieldset>
      </div>
      <div className="grid min-h-0 flex-1 place-items-center">
        {how === 'wipe' && (
          <Wipe a={a} b={b} at={Number(params.get('at') ?? 50)} onAt={(at) => put({ at: at.toFixed(0) })} />
        )}
        {how === 'side' && <Side a={a} b={b} />}
        {how === 'difference' && (
          <Difference
            a={a}
            b={b}
            gain={Number(params.get('gain') ?? 4)}
            onGain={(gain) => put({ gain: String(gain) })}
          />
        )}
      </div>
    </div>
  )
}
