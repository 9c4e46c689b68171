import { ChevronLeft, ChevronRight, Pause, Play, Repeat } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut, SceneChange } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { timecode } from '@/lib/time'
import { IconButton } from '@/ui/button'
import { Select } from '@/ui/field'
import { type OneClock, useOneClock } from '@/ui/one-clock'
import { ScoreBadge } from '@/ui/score-badge'

const RATE = 24 // where no clip says its own
const SPEEDS = [0.25, 0.5, 1]

const Clip = ({
  attempt,
  label,
  clock,
  name,
}: {
  attempt: AttemptOut | null
  label: string
  clock: OneClock
  name: string
}) => {
  const { t } = useTranslation('quality')
  return (
    <figure className="min-w-0">
      <div className="aspect-video overflow-hidden rounded bg-black">
        {attempt?.clip_url ? (
          <video
            ref={clock.videos(name)}
            aria-label={label}
            src={attempt.clip_url}
            poster={attempt.poster_url ?? undefined}
            muted
            playsInline
            preload="auto"
            className="size-full object-contain"
          />
        ) : (
          <div className="grid size-full place-items-center text-[13px] text-white/80">{t('noClip')}</div>
        )}
      </div>
      <figcaption className="mt-1.5 flex items-center gap-2 text-[13px]">
        <span className="font-medium">{label}</span>
        {attempt && <ScoreBadge score={attempt.score} />}
        {attempt && <span className="text-muted">{t('takeNumber', { number: attempt.number })}</span>}
      </figcaption>
    </figure>
  )
}

const Transport = ({
  clock,
  frames,
  rate,
  loop,
  onLoop,
}: {
  clock: OneClock
  frames: number
  rate: number
  loop: boolean
  onLoop: () => void
}) => {
  const { t } = useTranslation('quality')
  const { frame, playing, speed, seek, step, toggle, play } = clock
  const [wanted, setWanted] = useState(1)
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton label={t('previousFrame')} keys="arrowleft" onClick={() => step(-1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton
        label={t(playing ? 'pause' : 'play')}
        keys="space"
        look="primary"
        onClick={playing ? toggle : () => play(wanted)}
      >
        {playing ? <Pause /> : <Play />}
      </IconButton>
      <IconButton label={t('nextFrame')} keys="arrowright" onClick={() => step(1)}>
        <ChevronRight />
      </IconButton>
      <IconButton label={t('loop')} pressed={loop} onClick={onLoop}>
        <Repeat />
      </IconButton>
      <Select
        aria-label={t('speed')}
        value={playing ? speed : wanted}
        onChange={({ target }) => {
          setWanted(Number(target.value))
          if (playing) play(Number(target.value))
        }}
        className="w-24"
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {t('speedOf', { speed: each })}
          </option>
        ))}
      </Select>
      <input
        type="range"
        aria-label={t('position')}
        aria-valuetext={timecode(frame, rate)}
        min={0}
        max={Math.max(0, frames - 1)}
        value={frame}
        onChange={({ target }) => seek(target.valueAsNumber)}
        className="mx-2 min-w-32 flex-1 accent-[var(--accent)]"
      />
      <span className="font-mono text-[13px] text-muted">
        {t('time', { at: timecode(frame, rate), all: timecode(frames, rate) })}
      </span>
    </div>
  )
}

/** Two takes of a shot side by side, frame for frame on one clock. */
export const SideBySide = ({ change, labels }: { change: SceneChange; labels: [string, string] }) => {
  const { t } = useTranslation('quality')
  const [loop, setLoop] = useState(true)
  const { before, after } = change
  const rate = after?.rate || before?.rate || RATE
  const frames = Math.max(after?.frames ?? 0, before?.frames ?? 0)
  const clock = useOneClock(rate, frames, loop)
  const { toggle, step } = clock
  useOffer(
    useMemo(() => {
      const group = t('group')
      return [
        { id: 'clips-play', title: t('play'), group, keys: 'space', run: toggle },
        { id: 'clips-back', title: t('previousFrame'), group, keys: 'arrowleft', run: () => step(-1) },
        { id: 'clips-on', title: t('nextFrame'), group, keys: 'arrowright', run: () => step(1) },
      ]
    }, [t, toggle, step]),
  )
  return (
    <div className="space-y-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Clip attempt={before} label={labels[0]} clock={clock} name="before" />
        <Clip attempt={after} label={labels[1]} clock={clock} name="after" />
      </div>
      <Transport clock={clock} frames={frames} rate={rate} loop={loop} onLoop={() => setLoop(!loop)} />
    </div>
  )
}
