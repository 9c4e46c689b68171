import { useEffect, useRef } from 'react'
import { ReactCompareSlider, ReactCompareSliderImage } from 'react-compare-slider'
import { useTranslation } from 'react-i18next'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import { Button } from './button'
import { Select } from './field'
import { EmptyState } from './states'

const HOWS = ['wipe', 'side', 'difference'] as const

/** A picture that can be held against another. */
export interface Compared {
  id: string
  name: string
  src: string | null
}

interface Pair {
  a: Compared
  b: Compared
}

const SETTLED = 300 // ms: browsers refuse an address that changes with every pixel

const Wipe = ({ a, b, at, onAt }: Pair & { at: number; onAt: (at: number) => void }) => {
  const { t } = useTranslation('ui')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const settle = (now: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onAt(now), SETTLED)
  }
  useEffect(() => () => clearTimeout(timer.current), []) // what is no longer looked at leaves the address alone
  // the library names its handle itself, in its own words
  const named = (node: HTMLElement | null) =>
    node?.querySelector('[role="slider"]')?.setAttribute('aria-label', t('wipeAt'))
  return (
    <div ref={named} className="contents">
      <ReactCompareSlider
        defaultPosition={at}
        onPositionChange={settle}
        className="max-h-full"
        itemOne={<ReactCompareSliderImage src={a.src ?? ''} alt={a.name} />}
        itemTwo={<ReactCompareSliderImage src={b.src ?? ''} alt={b.name} />}
      />
    </div>
  )
}

const Side = ({ a, b }: Pair) => (
  <div className="grid w-full gap-2 md:grid-cols-2">
    {[a, b].map(({ id, name, src }) => (
      <figure key={id}>
        <img src={src ?? ''} alt={name} className="w-full" />
        <figcaption className="mt-1 text-center text-muted">{name}</figcaption>
      </figure>
    ))}
  </div>
)

/** |A − B|, brightened, so that small changes are seen. */
const Difference = ({ a, b, gain, onGain }: Pair & { gain: number; onGain: (gain: number) => void }) => {
  const { t } = useTranslation('ui')
  return (
    <div className="flex w-full flex-col items-center gap-2">
      <div className="relative isolate w-full max-w-5xl" style={{ filter: `brightness(${gain})` }}>
        <img src={a.src ?? ''} alt={a.name} className="w-full" />
        <img src={b.src ?? ''} alt={b.name} className="absolute inset-0 size-full mix-blend-difference" />
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

interface CompareProps {
  pictures: readonly Compared[]
  /** The one that is held against the others where the address does not say. */
  current?: string
  /** What is said where there is only one. */
  alone: string
}

/** Two pictures against each other; which and how stands in the address, so that a link shows the same. */
export const Compare = ({ pictures, current, alone }: CompareProps) => {
  const { t } = useTranslation('ui')
  const [params, put] = usePut()
  const named = (id: string | null | undefined) => pictures.find((each) => each.id === id)
  const b = named(params.get('b')) ?? named(current) ?? pictures.at(-1)
  const a = named(params.get('a')) ?? pictures.find(({ id }) => id !== b?.id)
  const how = oneOf(HOWS, params.get('how'))
  const [aId, bId] = [a?.id, b?.id]
  useEffect(() => {
    // the address names both from the start: a link that is passed on shows these two, whatever comes later
    if (aId && bId && (params.get('a') !== aId || params.get('b') !== bId)) put({ a: aId, b: bId })
  }, [aId, bId, params, put])
  if (!a || !b) return <EmptyState title={alone} />
  const pick = (key: 'a' | 'b', chosen: Compared) => (
    <Select
      aria-label={key.toUpperCase()}
      value={chosen.id}
      onChange={({ target }) => put({ [key]: target.value })}
      className="w-auto min-w-32 max-w-64"
    >
      {pictures.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-2">
        {pick('a', a)}
        {pick('b', b)}
        <fieldset aria-label={t('howToCompare')} className="flex rounded-md border">
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
