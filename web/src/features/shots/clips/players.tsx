import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { type Command, useOffer } from '@/lib/commands'
import { Badge } from '@/ui/badge'
import { useOneClock } from '@/ui/one-clock'
import { TakeColumn } from './take-column'
import { TakeFilm } from './take-film'
import { Transport, useClockKeys } from './transport'
import { useMarks } from './use-marks'
import { framesOf } from './words'

interface PlayersProps {
  takes: AttemptOut[]
  /** The frame that is seen first. */
  from: number
  using: string | undefined
  why?: string | undefined
  onUse: (take: AttemptOut) => void
  /** Say something of a take: at a frame, or where a note is already. */
  onNotes: (take: string, at: { frame: number; note?: string }) => void
}

/** 1, 2, 3 for the take that is to stand, m to say something of the one that does. */
const useKeys = ({ takes, why, onUse, onNotes }: PlayersProps, frame: number) => {
  const { t } = useTranslation('clips')
  const standing = takes.find(({ selected }) => selected) ?? takes[0]
  useOffer(
    useMemo(() => {
      const group = t('group')
      const say = () => standing && onNotes(standing.attempt_id, { frame })
      const notes: Command = { id: 'clips-notes', title: t('sayIt'), group, keys: 'm', run: say }
      const using = takes.map((take, at) => ({
        ...{ id: `clips-use-${at}`, group, keys: String(at + 1) },
        ...{ title: t('useNumber', { number: take.number }), run: () => onUse(take) },
      }))
      return why ? [notes] : [notes, ...using]
    }, [t, takes, why, onUse, onNotes, standing, frame]),
  )
}

const FILMS = ['', 'max-w-4xl', 'grid-cols-2', 'grid-cols-2 md:grid-cols-3'] // small beside each other where there is little room
const COLUMNS = ['', 'max-w-4xl', 'md:grid-cols-2', 'md:grid-cols-3']

/** Takes beside each other, played by one clock: all begin, stand, and are stepped through together. */
export const Players = (props: PlayersProps) => {
  const { t } = useTranslation('clips')
  const { takes, from, using, why, onUse, onNotes } = props
  const [loop, setLoop] = useState(true)
  const rate = takes[0]?.rate || 24
  const frames = framesOf(takes)
  const clock = useOneClock(rate, frames, loop, from)
  const { marks, open } = useMarks(takes, frames)
  useClockKeys(clock, rate)
  useKeys(props, clock.frame)
  return (
    <div className="space-y-2">
      <ul aria-label={t('title')} className={cn('grid gap-3', FILMS[takes.length])}>
        {takes.map((take) => (
          <li key={take.attempt_id} className="relative">
            <TakeFilm
              take={take}
              clock={clock}
              className={cn('aspect-video w-full rounded', take.selected && 'outline-2 outline-excellent')}
            />
            <Badge className="absolute bottom-1.5 left-1.5 text-ink">{t('take', { number: take.number })}</Badge>
          </li>
        ))}
      </ul>
      <Transport
        clock={clock}
        frames={frames}
        rate={rate}
        loop={loop}
        onLoop={() => setLoop(!loop)}
        marks={marks}
        onMark={({ frame, notes: [note] }) => note && onNotes(note.target.id, { frame, note: note.id })}
      />
      <ul className={cn('grid gap-x-3 gap-y-5', COLUMNS[takes.length])}>
        {takes.map((take) => (
          <li key={take.attempt_id}>
            <TakeColumn
              take={take}
              busy={using === take.attempt_id}
              why={why}
              notes={open(take.attempt_id)}
              onUse={() => onUse(take)}
              onNotes={() => onNotes(take.attempt_id, { frame: clock.frame })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
