import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { PanelBoard } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { oneOf } from '@/lib/one-of'
import { useProjectId } from '@/lib/project'
import { usePut } from '@/lib/use-put'
import { useDocument } from '@/realtime/document'
import { useHere } from '@/realtime/presence'
import { Button } from '@/ui/button'
import { Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { Animatic } from './animatic'
import { BoardHead } from './board-head'
import { BoardState } from './board-state'
import { BoardView } from './board-view'
import { Compare } from './compare'
import { Matrix } from './matrix'
import { ShotEditor } from './shot-editor'
import { useBoard, useMerged } from './use-board'
import { useChosen } from './use-chosen'
import { useRetakes } from './use-retakes'

const VIEWS = ['board', 'continuity', 'animatic', 'compare'] as const
type View = (typeof VIEWS)[number]
const EDGE = 'onmodel-panel-edge'

const ChosenBar = ({
  ids,
  retakes,
  onClear,
}: {
  ids: string[]
  retakes: ReturnType<typeof useRetakes>
  onClear: () => void
}) => {
  const { t } = useTranslation('storyboards')
  const { why } = useMay('edit')
  if (ids.length === 0) return null
  const act = (run: (ids: string[]) => void) => () => {
    run(ids)
    onClear()
  }
  return (
    <div
      role="toolbar"
      aria-label={t('chosen', { count: ids.length })}
      className="sticky bottom-3 z-20 mx-auto flex w-fit items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-2xl"
    >
      <span>{t('chosen', { count: ids.length })}</span>
      <Button look="primary" why={why} onClick={act((found) => retakes.these(found))}>
        {t('retakeChosen')}
      </Button>
      <Button onClick={act(retakes.askForReview)}>{t('askChosen')}</Button>
      <Button look="quiet" onClick={onClear}>
        {t('clear')}
      </Button>
    </div>
  )
}

const Page = ({ board }: { board: PanelBoard }) => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const boardId = board.storyboard_id
  const [params, put] = usePut()
  const view = oneOf(VIEWS, params.get('view'))
  const current = params.get('shot')
  const editing = params.get('edit')
  const shared = useDocument('storyboard', boardId, projectId)
  const shots = useMerged(shared, board.shots)
  const retakes = useRetakes(boardId)
  const { may: mayEdit } = useMay('edit')
  const [edge, setEdge] = useState(Number(localStorage.getItem(EDGE)) || 300)
  useHere({ board: boardId, shot: current ?? '' })
  const onCurrent = useCallback((id: string | null) => put({ shot: id }), [put])
  const onEdit = useCallback((id: string) => put({ edit: id }), [put])
  const { chosen, onChoose, onAll } = useChosen(shots)
  const edited = useMemo(() => shots.find(({ id }) => id === editing), [shots, editing])
  const views: Record<View, () => ReactNode> = {
    board: () => (
      <>
        <label className="flex items-center justify-end gap-2 px-4 pt-2 text-[12px] text-muted">
          {t('size')}
          <input
            type="range"
            min={180}
            max={640}
            step={20}
            value={edge}
            onChange={({ target }) => {
              setEdge(target.valueAsNumber)
              localStorage.setItem(EDGE, target.value)
            }}
            className="w-32 accent-[var(--accent)]"
          />
        </label>
        <BoardView
          {...{ boardId, shots, shared, edge, current, chosen, mayEdit, retakes, onCurrent, onEdit, onChoose, onAll }}
        />
        <ChosenBar ids={[...chosen]} retakes={retakes} onClear={() => onAll(false)} />
      </>
    ),
    continuity: () => <Matrix storyboardId={boardId} retakes={retakes} />,
    animatic: () => <Animatic storyboardId={boardId} />,
    compare: () => <Compare storyboardId={boardId} otherId={params.get('with')} onOther={(id) => put({ with: id })} />,
  }
  return (
    <>
      <BoardHead board={board} shared={shared} mayEdit={mayEdit} retakes={retakes} />
      <BoardState board={board} retakes={retakes} />
      <Tabs
        label={t('view')}
        tabs={VIEWS.map((name) => ({ name, title: t(`views.${name}`) }))}
        current={view}
        onChange={(name) => put({ view: name === 'board' ? null : name })}
      >
        {views[view]()}
      </Tabs>
      {edited && (
        <ShotEditor
          key={edited.id}
          shot={edited}
          shared={shared}
          cast={board.cast}
          rate={board.rate}
          mayEdit={mayEdit}
          onRetake={() => retakes.these([edited.id])}
          onClose={() => put({ edit: null })}
        />
      )}
    </>
  )
}

/** A storyboard: its panels, continuity, animatic, and what it is compared with. */
export const Component = () => {
  const { storyboardId = '' } = useParams()
  const query = useBoard(storyboardId)
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(board) => <Page board={board} />}
    </Loaded>
  )
}
