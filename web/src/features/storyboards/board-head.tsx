import { useQuery } from '@tanstack/react-query'
import {
  ChartSpline,
  Download,
  History as HistoryIcon,
  MoreHorizontal,
  Paintbrush,
  Pencil,
  RotateCcw,
  Scissors,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listStalePanelsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { PanelBoard } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { at, useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { type Shared, useField, writeField } from '@/realtime/document'
import { useOthersAt } from '@/realtime/presence'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces } from '@/ui/faces'
import { Input } from '@/ui/field'
import { Menu, MenuItem } from '@/ui/menu'
import { PageHead } from '@/ui/page-head'
import { ScoreBadge } from '@/ui/score-badge'
import { tell } from '@/ui/toast'
import en from './en'
import { useBin } from './use-bin'
import type { useRetakes } from './use-retakes'

const FILES = Object.keys(en.files) as (keyof typeof en.files)[]

const Export = ({ boardId }: { boardId: string }) => {
  const { t } = useTranslation('storyboards')
  const trigger = (
    <Button>
      <Download />
      {t('export')}
    </Button>
  )
  return (
    <Menu trigger={trigger}>
      {FILES.map((name) => (
        <MenuItem key={name} onSelect={() => window.open(`/api/storyboards/${boardId}/${name}`, '_blank', 'noopener')}>
          {t(`files.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** Draw the stale panels again: only when somebody asks, with the cost said before. */
const Stale = ({
  boardId,
  count,
  retakes,
  disabled,
}: {
  boardId: string
  count: number
  retakes: ReturnType<typeof useRetakes>
  disabled: boolean
}) => {
  const { t } = useTranslation('storyboards')
  const { data } = useQuery(listStalePanelsOptions({ path: { storyboard_id: boardId } }))
  if (count === 0) return null
  return (
    <Button
      onClick={retakes.stale}
      busy={retakes.busy}
      disabled={disabled}
      title={data && t('staleCost', { count: data.jobs, span: span(data.seconds) })}
    >
      <Paintbrush />
      {t('renderStale')} · {t('staleCount', { count })}
    </Button>
  )
}

/** Where the board's clips are judged, and where they are cut. */
const Onwards = ({ boardId }: { boardId: string }) => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  return (
    <>
      <Link className={buttonClasses()} to={at(projectId, 'storyboards', boardId, 'quality')}>
        <ChartSpline />
        {t('quality')}
      </Link>
      <Link className={buttonClasses()} to={`${at(projectId, 'cuts')}?board=${boardId}`}>
        <Scissors />
        {t('cut')}
      </Link>
    </>
  )
}

/** The board's title while somebody writes another: Enter keeps it, Escape leaves it as it was. */
const Naming = ({
  title,
  onName,
  onLeave,
}: {
  title: string
  onName: (title: string) => void
  onLeave: () => void
}) => {
  const { t } = useTranslation('storyboards')
  return (
    <Input
      autoFocus
      aria-label={t('name')}
      defaultValue={title}
      maxLength={300}
      className="max-w-md"
      onFocus={({ target }) => target.select()}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') onLeave()
        if (key === 'Enter') onName(currentTarget.value)
      }}
      onBlur={({ target }) => onName(target.value)}
    />
  )
}

/** The title, which several people may change: kept in the shared document, with a way back. */
const useTitle = (board: PanelBoard, shared: Shared) => {
  const { t } = useTranslation('storyboards')
  const shown = useField<string>(shared.fields, 'title') || board.title
  const [naming, setNaming] = useState(false)
  const name = (given: string) => {
    setNaming(false)
    const title = given.trim().replace(/\s+/g, ' ')
    if (!title || title === shown) return
    writeField(shared.fields, 'title', title)
    tell(t('renamed', { title }), {
      undo: { label: t('undo'), run: () => writeField(shared.fields, 'title', shown) },
    })
  }
  return { shown, naming, begin: () => setNaming(true), leave: () => setNaming(false), name }
}

interface BoardHeadProps {
  board: PanelBoard
  shared: Shared
  mayEdit: boolean
  retakes: ReturnType<typeof useRetakes>
}

/** The board's title, how it stands, and what can be done with all of it. */
export const BoardHead = ({ board, shared, mayEdit, retakes }: BoardHeadProps) => {
  const { t } = useTranslation('storyboards')
  const title = useTitle(board, shared)
  const bin = useBin()
  const { why } = useMay('edit')
  const [versions, setVersions] = useState(false)
  const others = useOthersAt({ board: board.storyboard_id })
  const drawn = board.shots.filter(({ frame }) => frame).length
  const told = (
    <span className="flex items-center gap-3">
      <span>{t('panelCount', { count: board.shots.length })}</span>
      <ScoreBadge score={board.overall} />
      <Faces people={others} />
    </span>
  )
  return (
    <PageHead
      title={title.naming ? <Naming title={title.shown} onName={title.name} onLeave={title.leave} /> : title.shown}
      told={told}
    >
      <Stale
        boardId={board.storyboard_id}
        count={board.shots.filter(({ stale }) => stale).length}
        retakes={retakes}
        disabled={!mayEdit}
      />
      <Button onClick={() => retakes.below(70)} busy={retakes.busy} disabled={drawn === 0} why={why}>
        <RotateCcw />
        {t('retakeBelow')}
      </Button>
      <Onwards boardId={board.storyboard_id} />
      <Export boardId={board.storyboard_id} />
      <IconButton label={t('versions')} onClick={() => setVersions(true)}>
        <HistoryIcon />
      </IconButton>
      <Menu
        trigger={
          <IconButton label={t('more_actions')}>
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} why={why} disabled={!shared.ready} onSelect={title.begin}>
          {t('rename')}
        </MenuItem>
        {!board.deleted && (
          <MenuItem
            icon={<Trash2 />}
            danger
            why={why}
            onSelect={() => bin.putAway({ id: board.storyboard_id, title: title.shown })}
          >
            {t('putBoardAway')}
          </MenuItem>
        )}
      </Menu>
      <Dialog open={versions} onClose={() => setVersions(false)} title={t('versions')} side>
        <History target={{ kind: 'storyboard', id: board.storyboard_id }} readOnly={!mayEdit} />
      </Dialog>
    </PageHead>
  )
}
