import { ChevronLeft, ChevronRight, Pause, Play, Repeat } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { type Command, useOffer } from '@/lib/commands'
import { timecode } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { type OneClock, useOneClock } from '@/ui/one-clock'
import { thumbnailOf } from '@/ui/picture'
import { TakeColumn } from './take-column'

interface PlayersProps {
  takes: AttemptOut[]
  using: string | undefined
  why?: string | undefined
  onUse: (take: AttemptOut) => void
}

/** The keys of the clock, and 1, 2, 3 for the take that is to stand. */
const useKeys = (clock: OneClock, rate: number, { takes, why, onUse }: PlayersProps) => {
  const { t } = useTranslation('clips')
  const { toggle, step } = clock
  useOffer(
    useMemo(() => {
      const group = t('group')
      const playing: Command[] = [
        { id: 'clips-play', title: t('play'), group, keys: 'space', run: toggle },
        { id: 'clips-back', title: t('back'), group, keys: 'arrowleft', run: () => step(-1) },
        { id: 'clips-on', title: t('on'), group, keys: 'arrowright', run: () => step(1) },
        { id: 'clips-second-back', title: t('secondBack'), group, keys: 'shift+arrowleft', run: () => step(-rate) },
        { id: 'clips-second-on', title: t('secondOn'), group, keys: 'shift+arrowright', run: () => step(rate) },
      ]
      const using = takes.map((take, at) => ({
        ...{ id: `clips-use-${at}`, group, keys: String(at + 1) },
        ...{ title: t('useNumber', { number: take.number }), run: () => onUse(take) },
      }))
      return why ? playing : [...playing, ...using]
    }, [t, toggle, step, rate, takes, why, onUse]),
  )
}

const Transport = (props: { clock: OneClock; frames: number; rate: number; loop: boolean; onLoop: () => void }) => {
  const { clock, frames, rate, loop, onLoop } = props
  const { t } = useTranslation('clips')
  const { frame, playing, seek, step, toggle } = clock
  return (
    <div className="flex items-center gap-1 py-1">
      <IconButton label={t('back')} keys="arrowleft" onClick={() => step(-1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={playing ? t('pause') : t('play')} keys="space" look="primary" onClick={toggle}>
        {playing ? <Pause /> : <Play />}
      </IconButton>
      <IconButton label={t('on')} keys="arrowright" onClick={() => step(1)}>
        <ChevronRight />
      </IconButton>
      <IconButton label={t('loop')} pressed={loop} onClick={onLoop}>
        <Repeat />
      </IconButton>
      <input
        type="range"
        aria-label={t('scrub')}
        aria-valuetext={timecode(frame, rate)}
        min={0}
        max={frames - 1}
        value={frame}
        onChange={({ target }) => seek(target.valueAsNumber)}
        className="mx-2 min-w-0 flex-1 accent-[var(--accent)]"
      />
      <span className="whitespace-nowrap font-mono text-[13px] text-muted max-sm:hidden">
        {t('time', { at: timecode(frame, rate), all: timecode(frames, rate), frame })}
      </span>
    </div>
  )
}

const FILMS = ['', 'max-w-4xl', 'grid-cols-2', 'grid-cols-2 md:grid-cols-3'] // small beside each other where there is little room
const COLUMNS = ['', 'max-w-4xl', 'md:grid-cols-2', 'md:grid-cols-3']

/** Takes beside each other, played by one clock: all begin, stand, and are stepped through together. */
export const Players = (props: PlayersProps) => {
  const { t } = useTranslation('clips')
  const { takes, using, why, onUse } = props
  const [loop, setLoop] = useState(true)
  const rate = takes[0]?.rate || 24
  const frames = Math.max(1, ...takes.map((take) => Math.round(take.duration * rate)))
  const clock = useOneClock(rate, frames, loop)
  useKeys(clock, rate, props)
  return (
    <div className="space-y-2">
      <ul aria-label={t('title')} className={cn('grid gap-3', FILMS[takes.length])}>
        {takes.map((take) => (
          <li key={take.attempt_id} className="relative">
            <video
              ref={clock.videos(take.attempt_id)}
              src={take.clip_url ?? undefined}
              poster={take.poster_url ? thumbnailOf(take.poster_url, 640) : undefined}
              aria-label={t('film', { number: take.number, seconds: take.duration })}
              muted
              playsInline
              preload="auto"
              className={cn(
                'aspect-video w-full rounded bg-ground object-contain',
                take.selected && 'outline-2 outline-excellent',
              )}
            />
            <Badge className="absolute bottom-1.5 left-1.5 text-ink">{t('take', { number: take.number })}</Badge>
          </li>
        ))}
      </ul>
      <Transport clock={clock} frames={frames} rate={rate} loop={loop} onLoop={() => setLoop(!loop)} />
      <ul className={cn('grid gap-x-3 gap-y-5', COLUMNS[takes.length])}>
        {takes.map((take) => (
          <li key={take.attempt_id}>
            <TakeColumn take={take} busy={using === take.attempt_id} why={why} onUse={() => onUse(take)} />
          </li>
        ))}
      </ul>
    </div>
  )
}
