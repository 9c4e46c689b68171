import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { StoryboardItem } from '@/api/generated/types.gen'
import { at } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Picture } from '@/ui/picture'

const TONES = { completed: 'excellent', incomplete: 'retake', queued: 'accent' } as const
type Status = keyof typeof TONES

/** A board as one sees it in a list: its first panels, its state, what is open on it. */
export const BoardCard = ({ board, projectId }: { board: StoryboardItem; projectId: string }) => {
  const { t } = useTranslation('storyboards')
  const status = board.status in TONES ? (board.status as Status) : null
  const pictures = [0, 1, 2, 3].map((place) => board.thumbnails[place] ?? null)
  return (
    <Link
      to={at(projectId, 'storyboards', board.id)}
      className="block overflow-hidden rounded-lg border bg-surface hover:border-line-strong"
    >
      <span className="grid grid-cols-2 gap-px bg-line">
        {pictures.map((src, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: four places, always the same
          <Picture key={place} src={src} alt="" edge={200} />
        ))}
      </span>
      <span className="block p-3">
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{board.title}</span>
          {status && <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>}
        </span>
        <span className="flex gap-2 text-[13px] text-muted">
          <span>{t('panelCount', { count: board.panels })}</span>
          {!!board.stale && <span className="text-stale">{t('staleCount', { count: board.stale })}</span>}
          {!!board.open_notes && <span>{t('noteCount', { count: board.open_notes })}</span>}
          <span className="flex-1 text-right">{ago(board.created_at)}</span>
        </span>
        {board.trouble && (
          <span className="mt-2 block border-t pt-2 text-[13px]">
            <span className="line-clamp-3 text-retake">{board.trouble}</span>
            <span className="block text-muted">{t('troubleDo')}</span>
          </span>
        )}
      </span>
    </Link>
  )
}
