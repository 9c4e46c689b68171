import { Check, CircleCheckBig } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeroFrameOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { useFrameName } from './use-heroes'
import { kindOf, variedOf } from './words'

interface FrameCardProps {
  frame: HeroFrameOut
  alt: string
  current: boolean
  marked: boolean
  choosing: boolean
  why?: string | undefined
  onCurrent: () => void
  onChoose: () => void
  onMark: () => void
}

/** What was varied in a frame, in two lines. */
const Varied = ({ frame }: { frame: HeroFrameOut }) => {
  const { t } = useTranslation('heroes')
  const { name, turned } = variedOf(frame.changed)
  return (
    <span className="block min-h-10 text-[13px] leading-5">
      <span className={cn('line-clamp-1', !name && 'text-muted')}>{name || t('asBlocked')}</span>
      <span className="line-clamp-1 text-muted">{turned.join(' · ') || '\u00a0'}</span>
    </span>
  )
}

/** One frame of the shot: the picture large, what was varied, by whom and how; chosen with one click. */
export const FrameCard = (props: FrameCardProps) => {
  const { frame, alt, current, marked, choosing, why, onCurrent, onChoose, onMark } = props
  const { t } = useTranslation('heroes')
  const name = useFrameName()(frame)
  return (
    <li
      data-frame={frame.take_id}
      className={cn(
        'group relative flex flex-col overflow-hidden rounded-md border bg-surface',
        frame.circled && 'border-excellent outline-1 outline-excellent',
        current && 'border-accent outline-2 outline-accent',
      )}
    >
      <button
        type="button"
        aria-current={current}
        onFocus={onCurrent}
        onClick={onCurrent}
        onDoubleClick={why ? undefined : onChoose}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || why) return
          event.preventDefault()
          onChoose()
        }}
        className="block w-full text-left"
      >
        <Picture src={frame.image_url} alt={`${name}: ${alt}`} edge={640} />
        <span className="absolute top-1.5 left-1.5 flex gap-1">
          <ScoreBadge score={frame.score} />
          {frame.state === 'rendered' && frame.backend !== 'upload' && (
            <Badge tone="accent">
              <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-accent" />
              {t('scoring')}
            </Badge>
          )}
          {frame.circled && (
            <Badge tone="excellent">
              <CircleCheckBig className="size-3" />
              {frame.confirmed ? t('hero') : t('circled')}
            </Badge>
          )}
        </span>
        <span className="block px-2 pt-2">
          <span className="flex gap-2 text-[12px] text-muted tabular-nums">
            <span className="font-medium text-ink">{name}</span>
            <span className="truncate">{frame.model}</span>
            {kindOf(frame) !== 'upload' && (
              <span className="ml-auto">
                {t('seed')} {frame.seed}
              </span>
            )}
          </span>
          <Varied frame={frame} />
        </span>
      </button>
      <div className="mt-auto p-2 pt-1.5">
        <Button
          size="small"
          className="w-full"
          busy={choosing}
          disabled={frame.confirmed}
          why={frame.confirmed ? undefined : why}
          aria-label={`${frame.confirmed ? t('using') : t('use')}: ${name}`}
          onClick={onChoose}
        >
          {frame.confirmed && <Check />}
          {frame.confirmed ? t('using') : t('use')}
        </Button>
      </div>
      <input
        type="checkbox"
        aria-label={t('mark', { name })}
        checked={marked}
        onChange={onMark}
        className={cn(
          'absolute top-2 right-2 size-4 accent-[var(--accent)]',
          !marked && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 max-md:opacity-100',
        )}
      />
    </li>
  )
}
