import { useQuery } from '@tanstack/react-query'
import { ChartSpline, Download, History as HistoryIcon, Paintbrush, RotateCcw, Scissors } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listStalePanelsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { PanelBoard } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { at, useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { type Shared, useField } from '@/realtime/document'
import { useOthersAt } from '@/realtime/presence'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces } from '@/ui/faces'
import { Menu, MenuItem } from '@/ui/menu'
import { PageHead } from '@/ui/page-head'
import { Progress } from '@/ui/progress'
import { ScoreBadge } from '@/ui/score-badge'
import en from './en'
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

interface BoardHeadProps {
  board: PanelBoard
  shared: Shared
  mayEdit: boolean
  retakes: ReturnType<typeof useRetakes>
}

/** The board's title, how it stands, and what can be done with all of it. */
export const BoardHead = ({ board, shared, mayEdit, retakes }: BoardHeadProps) => {
  const { t } = useTranslation('storyboards')
  const title = useField<string>(shared.fields, 'title')
  const { why } = useMay('edit')
  const [versions, setVersions] = useState(false)
  const others = useOthersAt({ board: board.storyboard_id })
  const drawn = board.shots.filter(({ frame }) => frame).length
  const told = (
    <span className="flex items-center gap-3">
      <span>{t('panelCount', { count: board.shots.length })}</span>
      {drawn < board.shots.length && (
        <span className="flex w-44 items-center gap-2">
          <span className="whitespace-nowrap">{t('drawing', { done: drawn, all: board.shots.length })}</span>
          <Progress value={drawn / board.shots.length} label={t('drawing', { done: drawn, all: board.shots.length })} />
        </span>
      )}
      <ScoreBadge score={board.overall} />
      <Faces people={others} />
    </span>
  )
  return (
    <PageHead title={title || board.title} told={told}>
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
      <Dialog open={versions} onClose={() => setVersions(false)} title={t('versions')} side>
        <History target={{ kind: 'storyboard', id: board.storyboard_id }} readOnly={!mayEdit} />
      </Dialog>
    </PageHead>
  )
}
