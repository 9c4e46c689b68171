import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import type { OneClock } from '@/ui/one-clock'
import { thumbnailOf } from '@/ui/picture'

interface TakeFilmProps {
  take: AttemptOut
  clock: OneClock
  className?: string
  style?: React.CSSProperties
}

/** A take's film, which goes with a clock. */
export const TakeFilm = ({ take, clock, className, style }: TakeFilmProps) => {
  const { t } = useTranslation('clips')
  return (
    <video
      ref={clock.videos(take.attempt_id)}
      src={take.clip_url ?? undefined}
      poster={take.poster_url ? thumbnailOf(take.poster_url, 640) : undefined}
      aria-label={t('film', { number: take.number, seconds: take.duration })}
      muted
      playsInline
      preload="auto"
      style={style}
      className={cn('bg-ground object-contain', className)}
    />
  )
}
