import { ChevronLeft, ChevronRight, Pause, Play, Repeat } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useOffer } from '@/lib/commands'
import { timecode } from '@/lib/time'
import { IconButton } from '@/ui/button'
import { personColor } from '@/ui/faces'
import type { OneClock } from '@/ui/one-clock'
import { Tooltip } from '@/ui/tooltip'
import type { Mark } from './marks'

/** The keys of the clock. */
export const useClockKeys = ({ toggle, step }: OneClock, rate: number) => {
  const { t } = useTranslation('clips')
  useOffer(
    useMemo((): Command[] => {
      const group = t('group')
      return [
        { id: 'clips-play', title: t('play'), group, keys: 'space', run: toggle },
        { id: 'clips-back', title: t('back'), group, keys: 'arrowleft', run: () => step(-1) },
        { id: 'clips-on', title: t('on'), group, keys: 'arrowright', run: () => step(1) },
        { id: 'clips-second-back', title: t('secondBack'), group, keys: 'shift+arrowleft', run: () => step(-rate) },
        { id: 'clips-second-on', title: t('secondOn'), group, keys: 'shift+arrowright', run: () => step(rate) },
      ]
    }, [t, toggle, step, rate]),
  )
}

const THUMB = 16 // px of the slider's handle, whose middle stands where the frame is

interface MarksProps {
  marks: readonly Mark[]
  frames: number
  onMark: (mark: Mark) => void
}

/** Where somebody said something, under the slider, in the colours of who did. */
const Marks = ({ marks, frames, onMark }: MarksProps) => {
  const { t } = useTranslation('clips')
  return (
    <ol aria-label={t('marks')} className="absolute inset-x-0 top-full h-3">
      {marks.map((mark) => {
        const { frame, number, notes } = mark
        const [first] = notes
        const words = t('mark', {
          frame,
          number,
          name: first?.author_name ?? '',
          words: first?.body.slice(0, 60) ?? '',
          more: notes.length > 1 ? t('markMore', { count: notes.length - 1 }) : '',
        })
        return (
          <li
            key={frame}
            style={{
              left: `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${Math.min(1, frame / Math.max(1, frames - 1))})`,
            }}
            className="-translate-x-1/2 absolute top-0"
          >
            <Tooltip text={words}>
              <button type="button" aria-label={words} onClick={() => onMark(mark)} className="block w-2 px-px pt-0.5">
                <span
                  style={{ background: personColor(first?.author ?? '') }}
                  className="block h-2.5 w-1.5 rounded-sm outline-1 outline-black/60"
                />
              </button>
            </Tooltip>
          </li>
        )
      })}
    </ol>
  )
}

interface TransportProps extends MarksProps {
  clock: OneClock
  rate: number
  loop: boolean
  onLoop: () => void
}

/** The clock's buttons and its slider, with the marks of notes under it. */
export const Transport = ({ clock, frames, rate, loop, onLoop, marks, onMark }: TransportProps) => {
  const { t } = useTranslation('clips')
  const { frame, playing, seek, step, toggle } = clock
  return (
    <div className="flex items-center gap-1 pt-1 pb-2">
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
      <div className="relative mx-2 min-w-0 flex-1">
        <input
          type="range"
          aria-label={t('scrub')}
          aria-valuetext={timecode(frame, rate)}
          min={0}
          max={frames - 1}
          value={frame}
          onChange={({ target }) => seek(target.valueAsNumber)}
          className="block w-full accent-[var(--accent)]"
        />
        {marks.length > 0 && <Marks marks={marks} frames={frames} onMark={onMark} />}
      </div>
      <span className="whitespace-nowrap font-mono text-[13px] text-muted max-sm:hidden">
        {t('time', { at: timecode(frame, rate), all: timecode(frames, rate), frame })}
      </span>
    </div>
  )
}
