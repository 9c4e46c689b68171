import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ReviewItem } from '@/api/generated/types.gen'
import { kindOf, targetPath } from '@/features/reviews/target'
import { ThingPicture } from '@/features/reviews/thing-picture'
import { useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'

const TONES = { approved: 'excellent', changes: 'retake', open: 'plain' } as const

/** A thing that waits for review: its picture, what it is called, who asked and when, and where it stands. */
export const ReviewRow = ({ review, name }: { review: ReviewItem; name: string }) => {
  const { t } = useTranslation('review')
  const { target, thing, verdict, approved, needed } = review
  const kind = kindOf(target, thing)
  const onBoard = thing.board && kind !== 'storyboard'
  return (
    <li className="[contain-intrinsic-size:auto_5rem] [content-visibility:auto]">
      <Link
        to={targetPath(useProjectId(), target, null, thing)}
        data-review
        className="flex items-start gap-3 px-3 py-2 hover:bg-raised focus-visible:bg-raised"
      >
        <ThingPicture target={target} thing={thing} className="w-28 shrink-0 rounded" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{name}</span>
            <span className="text-[13px] text-muted">{t(`kinds.${kind}`)}</span>
          </span>
          {review.message && <span className="line-clamp-2">{review.message}</span>}
          <span className="block text-[13px] text-muted">
            {t('askedBy', { name: review.by, ago: ago(review.since) })}
            {onBoard && ` · ${thing.board}`}
          </span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1">
          {review.waits_for_you ? (
            <Badge tone="accent">{t('waitsForYou')}</Badge>
          ) : (
            <Badge tone={TONES[verdict]}>{t(`states.${verdict}`)}</Badge>
          )}
          {verdict === 'open' && needed > 1 && (
            <span className="text-[12px] text-muted">{t('given', { approved, needed })}</span>
          )}
        </span>
      </Link>
    </li>
  )
}
