import { ArrowLeft, CircleCheckBig } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { useCommand } from '@/lib/commands'
import { useOthersAt } from '@/realtime/presence'
import { Button } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { type OneClock, useOneClock } from '@/ui/one-clock'
import { ScoreBadge } from '@/ui/score-badge'
import { nextOf } from './marks'
import { TakeFilm } from './take-film'
import { Transport, useClockKeys } from './transport'
import { useMarks } from './use-marks'
import { framesOf } from './words'

/** The film goes to the note that is looked at; who goes on from there looks at it no more. */
const useLooked = (
  { frame, pause, seek }: OneClock,
  note: string | null,
  spoken: number | null,
  onNote: (id: string | undefined) => void,
) => {
  const reached = useRef<string>(null)
  useEffect(() => {
    if (note === null || spoken === null) return
    pause()
    seek(spoken)
  }, [note, spoken, pause, seek])
  useEffect(() => {
    if (note === null || spoken === null) return
    if (frame === spoken) reached.current = note
    else if (reached.current === note) {
      reached.current = null
      onNote(undefined)
    }
  }, [note, spoken, frame, onNote])
}

interface TakeNotesProps {
  take: AttemptOut
  /** The frame that is seen first, and the note that is looked at. */
  from: number
  note: string | null
  onNote: (id: string | undefined) => void
  onBack: (frame: number) => void
}

/** One take large, with what is said of its frames: marks on the scrub bar lead to them, whoever writes or draws stops it. */
export const TakeNotes = ({ take, from, note, onNote, onBack }: TakeNotesProps) => {
  const { t } = useTranslation('clips')
  const [loop, setLoop] = useState(true)
  const takes = useMemo(() => [take], [take])
  const rate = take.rate || 24
  const frames = framesOf(takes)
  const clock = useOneClock(rate, frames, loop, from)
  const { marks, frameOf } = useMarks(takes, frames)
  const others = useOthersAt({ take: take.attempt_id })
  const { pause, frame } = clock
  useLooked(clock, note, frameOf(note), onNote)
  useClockKeys(clock, rate)
  const back = () => onBack(frame)
  useCommand({ id: 'clips-takes', title: t('allTakes'), group: t('group'), keys: 'escape', run: back })
  const { width, height } = take
  const shape = width && height ? width / height : 16 / 9
  return (
    <div className="flex flex-col lg:h-full">
      <div className="flex items-center gap-2 border-b px-3 py-1">
        <Button size="small" look="quiet" onClick={back}>
          <ArrowLeft />
          {t('allTakes')}
        </Button>
        <h2 className="font-medium">{t('take', { number: take.number })}</h2>
        {take.selected && <CircleCheckBig className="size-4 text-excellent" aria-label={t('selected')} />}
        <ScoreBadge score={take.score} />
        <Faces people={others} className="ml-auto" />
      </div>
      <ReviewPanel
        target={{ kind: 'take', id: take.attempt_id }}
        frame={frame}
        media={
          <TakeFilm
            take={take}
            clock={clock}
            style={{ aspectRatio: shape, width: `calc((100dvh - 19rem) * ${shape})` }}
            className="block max-w-full"
          />
        }
        below={
          <Transport
            clock={clock}
            frames={frames}
            rate={rate}
            loop={loop}
            onLoop={() => setLoop(!loop)}
            marks={marks}
            onMark={(mark) => onNote(nextOf(mark, note)?.id)}
          />
        }
        onSay={pause}
        notesOnly
      />
    </div>
  )
}
