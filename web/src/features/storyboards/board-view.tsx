import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { PanelShot } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { at, useProjectId } from '@/lib/project'
import type { Shared } from '@/realtime/document'
import { useLive } from '@/realtime/project'
import { above, droppedAt } from './grid'
import { PanelCard } from './panel-card'
import { runsOf, useMove } from './use-board'
import type { useRetakes } from './use-retakes'

interface BoardViewProps {
  boardId: string
  shots: PanelShot[]
  shared: Shared
  edge: number
  current: string | null
  chosen: ReadonlySet<string>
  mayEdit: boolean
  retakes: ReturnType<typeof useRetakes>
  onCurrent: (id: string | null) => void
  onEdit: (id: string) => void
  /** Choose these, or all from the last one that was chosen up to one; `null` leaves all out. */
  onChoose: (id: string, upTo: boolean) => void
  onAll: (all: boolean) => void
}

const focusOn = (id: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-shot="${id}"] button`)?.focus())

/** The panel that has the focus. */
const focused = () => document.activeElement?.closest<HTMLElement>('[data-shot]')?.dataset.shot ?? null

/** The panel in the row above or below, as they lie on the screen. */
const inRow = (place: number, down: 1 | -1) => {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-shot]')].map((card) => card.getBoundingClientRect())
  return above(cards, place, down)
}

const useKeys = (props: BoardViewProps, move: (id: string, place: number) => void, open: (id: string) => void) => {
  const { t } = useTranslation('storyboards')
  const { shots, current, mayEdit, onEdit, onChoose, onAll, chosen, retakes, shared } = props
  useOffer(
    useMemo(() => {
      // what has the focus, also where the address does not say so yet: a second key comes sooner than that
      const now = () => focused() ?? current
      const placeOf = (panel: string | null) => shots.findIndex(({ id }) => id === panel)
      const go = (by: number) => () => {
        const place = placeOf(now())
        const next = shots[place < 0 ? 0 : Math.min(shots.length - 1, Math.max(0, place + by))]
        if (next) focusOn(next.id)
      }
      const goRow = (down: 1 | -1) => () => {
        const place = placeOf(now())
        const next = shots[place < 0 ? 0 : (inRow(place, down) ?? place)]
        if (next) focusOn(next.id)
      }
      const chooseTo = (by: number) => () => {
        const panel = now()
        const next = shots[placeOf(panel) + by]
        if (!panel || !next) return
        if (!chosen.has(panel)) onChoose(panel, false)
        onChoose(next.id, true)
        focusOn(next.id)
      }
      const shift = (by: number) => () => {
        const panel = now()
        const to = placeOf(panel) + by
        if (!panel || to < 0 || to >= shots.length) return
        move(panel, to)
        focusOn(panel)
      }
      const here = (run: (id: string) => void) => () => {
        const panel = now()
        if (panel) run(panel)
      }
      const group = t('group')
      const reading = [
        { id: 'panel-next', title: t('nextPanel'), keys: 'arrowright', run: go(1) },
        { id: 'panel-previous', title: t('previousPanel'), keys: 'arrowleft', run: go(-1) },
        { id: 'panel-below', title: t('below'), keys: 'arrowdown', run: goRow(1) },
        { id: 'panel-above', title: t('above'), keys: 'arrowup', run: goRow(-1) },
        { id: 'panel-to', title: t('chooseTo'), keys: 'shift+arrowright', run: chooseTo(1) },
        { id: 'panel-back', title: t('chooseBack'), keys: 'shift+arrowleft', run: chooseTo(-1) },
        { id: 'panel-all', title: t('selectAll'), keys: 'mod+a', run: () => onAll(true) },
        ...(chosen.size > 0 ? [{ id: 'panel-none', title: t('clear'), keys: 'escape', run: () => onAll(false) }] : []),
        { id: 'panel-open', title: t('open'), keys: 'o', run: here(open) },
        { id: 'panel-choose', title: t('select'), keys: 'x', run: here((id) => onChoose(id, false)) },
      ]
      const editing = [
        { id: 'panel-edit', title: t('edit'), keys: 'e', run: here(onEdit) },
        { id: 'panel-retake', title: t('retake'), keys: 'r', run: here((id) => retakes.these([id])) },
        { id: 'panel-left', title: t('moveLeft'), keys: 'alt+arrowleft', run: shift(-1) },
        { id: 'panel-right', title: t('moveRight'), keys: 'alt+arrowright', run: shift(1) },
        { id: 'board-undo', title: t('undo'), keys: 'mod+z', run: () => void shared.undo.undo() },
        { id: 'board-redo', title: t('redo'), keys: 'mod+shift+z', run: () => void shared.undo.redo() },
      ]
      return [...reading, ...(mayEdit ? editing : [])].map((command) => ({ ...command, group }))
    }, [shots, current, mayEdit, onEdit, onChoose, onAll, chosen, retakes, shared, move, open, t]),
  )
}

/** The board as panels by scene: drag or alt+arrow to reorder, arrows to go through. */
export const BoardView = (props: BoardViewProps) => {
  const { t } = useTranslation('storyboards')
  const { boardId, shots, shared, edge, current, chosen, mayEdit, onCurrent, onChoose } = props
  const projectId = useProjectId()
  const go = useNavigate()
  const people = useLive(({ people }) => people)
  const you = useLive(({ you }) => you)
  const move = useMove(shared, shots)
  const open = useCallback(
    (id: string) => void go(at(projectId, 'storyboards', boardId, 'shots', id)),
    [go, projectId, boardId],
  )
  const drop = useCallback(
    (id: string, onto: number, after: boolean) => {
      const from = shots.findIndex((shot) => shot.id === id)
      const to = droppedAt(from, onto, after)
      if (from >= 0 && to !== from) move(id, to)
    },
    [shots, move],
  )
  const step = useCallback(
    (id: string, by: 1 | -1) => {
      const to = shots.findIndex((shot) => shot.id === id) + by
      if (to >= 0 && to < shots.length) move(id, to)
    },
    [shots, move],
  )
  useKeys(props, move, open)
  const runs = useMemo(() => runsOf(shots), [shots])
  return (
    <div className="space-y-5 p-4">
      {runs.map(({ key, heading, scene, part, panels }) => (
        <section key={key} aria-label={part > 1 ? t('scenePart', { scene, part }) : t('scene', { scene })}>
          <h2 className="mb-2 truncate font-medium text-[13px] text-muted">
            <span className="mr-2 text-ink">{scene}</span>
            {part > 1 ? t('continued', { heading }) : heading}
          </h2>
          <ol
            className="grid gap-3"
            style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(${edge}px, 100%), 1fr))` }}
          >
            {panels.map(({ shot, place }) => (
              <PanelCard
                key={shot.id}
                shot={shot}
                place={place}
                edge={edge}
                current={shot.id === current}
                chosen={chosen.has(shot.id)}
                people={people.filter(({ tab, at: where }) => tab !== you?.tab && where?.shot === shot.id)}
                draggable={mayEdit && shared.ready}
                onCurrent={onCurrent}
                onOpen={open}
                onChoose={onChoose}
                onDrop={drop}
                onMove={step}
                onEdit={props.onEdit}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
