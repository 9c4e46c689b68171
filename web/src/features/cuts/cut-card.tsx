import { ArchiveRestore, MoreHorizontal, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { CutItem, StoryboardItem } from '@/api/generated/types.gen'
import { nameBefore } from '@/lib/name-in-bin'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Button, IconButton } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { Picture } from '@/ui/picture'
import type { useBin } from './use-bin'

const PICTURES = [0, 1, 2, 3]

interface CutCardProps {
  cut: CutItem
  board: StoryboardItem | undefined
  /** Whether it lies in the bin. */
  away: boolean
  why: string | undefined
  bin: ReturnType<typeof useBin>
}

/** A cut in the list: its board's pictures, what it is called, and the way into the bin and out again. */
export const CutCard = ({ cut, board, away, why, bin }: CutCardProps) => {
  const { t } = useTranslation('cuts')
  const path = at(useProjectId(), 'cuts', cut.id)
  const go = useNavigate()
  const name = away ? nameBefore(cut.name) : cut.name
  const shown = (
    <>
      <span className="grid grid-cols-4 gap-px bg-black">
        {PICTURES.map((place) => (
          <Picture key={place} src={board?.thumbnails[place] ?? null} alt="" edge={160} />
        ))}
      </span>
      <span className="block p-3 pr-10">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-[13px] text-muted">
          {[board?.title, t('changedAgo', { ago: ago(cut.updated_at) })].filter(Boolean).join(' · ')}
        </span>
      </span>
    </>
  )
  return (
    <article className="relative overflow-hidden rounded-lg border bg-surface hover:border-line-strong">
      {away ? shown : <Link to={path}>{shown}</Link>}
      {away ? (
        <Button size="small" className="mx-3 mb-3" why={why} onClick={() => bin.takeBack(cut)}>
          <ArchiveRestore />
          {t('restore')}
        </Button>
      ) : (
        <div className="absolute right-1.5 bottom-4">
          <Menu
            trigger={
              <IconButton size="small" label={t('actions', { name })}>
                <MoreHorizontal />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => void go(path)}>{t('open')}</MenuItem>
            <MenuItem icon={<Trash2 />} danger why={why} onSelect={() => bin.putAway(cut)}>
              {t('putAway')}
            </MenuItem>
          </Menu>
        </div>
      )}
    </article>
  )
}
