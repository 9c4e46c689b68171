import { Hand, MessageSquare, ThumbsUp } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PanelShot } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreClass, scoreText } from '@/lib/score'
import { Badge } from '@/ui/badge'
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
  onChoose: (id: string) => void
  onDrop: (dragged: string, place: number) => void
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

/** A panel of the board: the picture large, what it is in one line, what is open about it. */
export const PanelCard = memo((props: PanelCardProps) => {
  const { shot, place, edge, current, chosen, people } = props
  const { t } = useTranslation('storyboards')
  return (
    <li
      data-shot={shot.id}
      draggable={props.draggable}
      onDragStart={({ dataTransfer }) => dataTransfer.setData('application/x-onmodel-shot', shot.id)}
      onDragOver={(event) => event.dataTransfer.types.includes('application/x-onmodel-shot') && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop(event.dataTransfer.getData('application/x-onmodel-shot'), place)
      }}
      className={cn(
        'group relative overflow-hidden rounded-md border bg-surface',
        current && 'border-accent outline-1 outline-accent',
        chosen && 'ring-2 ring-accent',
      )}
    >
      <button
        type="button"
        aria-current={current}
        onFocus={() => props.onCurrent(shot.id)}
        onClick={() => props.onCurrent(shot.id)}
        onDoubleClick={() => props.onOpen(shot.id)}
        className="relative block w-full text-left"
      >
        <Picture src={shot.frame?.image_url} alt="" edge={edge} />
        {!shot.frame && (
          <span className="absolute inset-0 grid place-items-center text-muted">
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
        onChange={() => props.onChoose(shot.id)}
        className={cn(
          'absolute top-2 right-2 size-4 accent-[var(--accent)]',
          !chosen && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100',
        )}
      />
      {people.length > 0 && <Faces people={people} most={3} className="absolute right-2 bottom-2" />}
    </li>
  )
})
PanelCard.displayName = 'PanelCard'
