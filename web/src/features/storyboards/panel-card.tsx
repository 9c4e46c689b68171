import { ChevronLeft, ChevronRight, ExternalLink, Hand, MessageSquare, Pencil, ThumbsUp } from 'lucide-react'
import { type DragEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PanelShot } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreClass, scoreText } from '@/lib/score'
import { Badge } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'

interface PanelCardProps {
  shot: PanelShot
  place: number
  edge: number
  current: boolean
  chosen: boolean
  people: { id: string; name: string; tab: string }[]
  draggable: boolean
  onCurrent: (id: string) => void
  onOpen: (id: string) => void
  onChoose: (id: string, upTo: boolean) => void
  onDrop: (dragged: string, onto: number, after: boolean) => void
  onMove: (id: string, by: 1 | -1) => void
  onEdit: (id: string) => void
}

const TINTS = { excellent: 'text-excellent', good: 'text-good', retake: 'text-retake', unscored: 'text-muted' }

/** Whoever is expected in the panel, each with the score in its class's colour. */
const Scores = ({ shot }: { shot: PanelShot }) => {
  const { t } = useTranslation('storyboards')
  return (
    <span className="flex min-h-4 flex-wrap gap-x-2 text-[12px]">
      {shot.scores.map(({ character, score, missing }) => (
        <span key={character} className={TINTS[missing ? 'retake' : scoreClass(score)]}>
          {missing ? t('missing', { name: character }) : t('score', { name: character, score: scoreText(score) })}
        </span>
      ))}
    </span>
  )
}

const Marks = ({ shot }: { shot: PanelShot }) => {
  const { t } = useTranslation('storyboards')
  const { approval } = shot
  return (
    <span className="absolute inset-x-1.5 top-1.5 flex flex-wrap items-start gap-1">
      {shot.frame && <ScoreBadge score={shot.frame.score} />}
      {shot.stale && (
        <span title={t('staleWhy', { why: shot.stale_because.join('; ') })}>
          <Badge tone="stale">{t('stale')}</Badge>
        </span>
      )}
      {shot.job_id && (
        <Badge tone="accent">
          <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-accent" />
          {t('atWork')}
        </Badge>
      )}
      {approval.verdict === 'approved' && <Badge tone="excellent">{t('approved')}</Badge>}
      {approval.verdict === 'changes' && <Badge tone="retake">{t('changes')}</Badge>}
    </span>
  )
}

const DRAGGED = 'application/x-onmodel-shot'

/** Where a dragged panel would go: before or after this one, by which half it is over. */
const useInsertion = ({ draggable, shot, place, onDrop }: PanelCardProps) => {
  const [mark, setMark] = useState<'before' | 'after' | null>(null)
  const sideOf = ({ currentTarget, clientX }: DragEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return clientX > left + width / 2 ? 'after' : 'before'
  }
  return {
    mark,
    handlers: {
      draggable,
      onDragStart: ({ dataTransfer }: DragEvent<HTMLElement>) => dataTransfer.setData(DRAGGED, shot.id),
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setMark(sideOf(event))
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent<HTMLElement>) =>
        currentTarget.contains(relatedTarget as Node | null) || setMark(null),
      onDrop: (event: DragEvent<HTMLElement>) => {
        event.preventDefault()
        setMark(null)
        const dragged = event.dataTransfer.getData(DRAGGED)
        if (dragged && dragged !== shot.id) onDrop(dragged, place, sideOf(event) === 'after')
      },
    },
  }
}

/** What a finger cannot do by keys or by dragging: to the left, to the right, edit, open. */
const Touch = ({ shot, draggable, onMove, onEdit, onOpen }: PanelCardProps) => {
  const { t } = useTranslation('storyboards')
  return (
    <div className="hidden justify-end gap-1 border-t p-1 pointer-coarse:flex max-sm:flex">
      <IconButton label={t('moveLeft')} disabled={!draggable} onClick={() => onMove(shot.id, -1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={t('moveRight')} disabled={!draggable} onClick={() => onMove(shot.id, 1)}>
        <ChevronRight />
      </IconButton>
      <span className="flex-1" />
      <IconButton label={t('edit')} onClick={() => onEdit(shot.id)}>
        <Pencil />
      </IconButton>
      <IconButton label={t('open')} onClick={() => onOpen(shot.id)}>
        <ExternalLink />
      </IconButton>
    </div>
  )
}

/** A panel of the board: the picture large, what it is in one line, what is open about it. */
export const PanelCard = memo((props: PanelCardProps) => {
  const { shot, place, edge, current, chosen, people } = props
  const { t } = useTranslation('storyboards')
  const { mark, handlers } = useInsertion(props)
  return (
    <li
      data-shot={shot.id}
      data-mark={mark ?? undefined}
      {...handlers}
      className={cn(
        'group relative rounded-md border bg-surface',
        mark && 'before:absolute before:inset-y-0 before:z-10 before:w-1 before:rounded before:bg-accent',
        mark === 'before' && 'before:-left-2',
        mark === 'after' && 'before:-right-2',
        current && 'border-accent outline-1 outline-accent',
        chosen && 'ring-2 ring-accent',
      )}
    >
      <button
        type="button"
        aria-current={current}
        onFocus={() => props.onCurrent(shot.id)}
        onClick={({ shiftKey }) => {
          props.onCurrent(shot.id)
          if (shiftKey) props.onChoose(shot.id, true)
        }}
        onDoubleClick={() => props.onOpen(shot.id)}
        className="relative block w-full overflow-hidden rounded-md text-left"
      >
        <Picture src={shot.frame?.image_url} alt="" edge={edge} />
        {!shot.frame && (
          <span className="absolute inset-x-0 top-0 grid aspect-video place-items-center text-muted">
            {shot.job_id ? t('atWork') : t('noPicture')}
          </span>
        )}
        <Marks shot={shot} />
        <span className="block space-y-0.5 p-2">
          <span className="sr-only">{t('panel', { place: place + 1 })}</span>
          <span className="flex gap-2 text-[12px] text-muted tabular-nums">
            <span className="font-medium text-ink">
              {shot.scene}/{shot.number}
            </span>
            <span>{shot.framing}</span>
            <span>{t('lensUnit', { mm: shot.lens_mm })}</span>
            {shot.move !== 'static' && <span>{shot.move}</span>}
            <span className="ml-auto flex items-center gap-2 [&_svg]:size-3">
              {shot.by_hand && <Hand aria-label={t('byHand')} role="img" />}
              {!!shot.votes.ups && (
                <span className="flex items-center gap-0.5">
                  <ThumbsUp aria-hidden /> {shot.votes.ups}
                </span>
              )}
              {shot.open_notes > 0 && (
                <span className="flex items-center gap-0.5" title={t('openNotes', { count: shot.open_notes })}>
                  <MessageSquare aria-hidden /> {shot.open_notes}
                </span>
              )}
            </span>
          </span>
          <span className="line-clamp-2 min-h-10 text-[13px] leading-5">{shot.description}</span>
          <Scores shot={shot} />
        </span>
      </button>
      <input
        type="checkbox"
        aria-label={t('select')}
        checked={chosen}
        onChange={({ nativeEvent }) =>
          props.onChoose(shot.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className={cn(
          'absolute top-2 right-2 size-4 accent-[var(--accent)]',
          !chosen &&
            'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100 max-sm:opacity-100',
        )}
      />
      {current && <Touch {...props} />}
      {people.length > 0 && <Faces people={people} most={3} className="absolute right-2 bottom-2" />}
    </li>
  )
})
PanelCard.displayName = 'PanelCard'
