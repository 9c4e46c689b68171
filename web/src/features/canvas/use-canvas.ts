import { useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { SIZES } from '@/lib/canvas-sizes'
import { useProjectId } from '@/lib/project'
import type { Shared } from '@/realtime/document'
import { tell } from '@/ui/toast'
import { arranged, type Way } from './arrange'
import { add, connect, duplicate, type Place, place, remove, type Spot } from './graph'
import { pathOf, usualLabel } from './kinds'
import { freePlace } from './room'
import type { useFlow } from './use-flow'

const MOST = 1000 // as the server has it (canvases/rules.py)

/** Whether there is something to undo and to redo. */
const useSteps = ({ undo }: Shared) => {
  const [steps, setSteps] = useState({ undo: false, redo: false })
  useEffect(() => {
    const look = () => setSteps({ undo: undo.canUndo(), redo: undo.canRedo() })
    const names = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
    look()
    for (const name of names) undo.on(name, look)
    return () => {
      for (const name of names) undo.off(name, look)
    }
  }, [undo])
  return steps
}

/** The screen's middle and places in it, as the canvas counts. */
const useMiddle = (surface: string) => {
  const { screenToFlowPosition } = useReactFlow()
  return useCallback((): Place => {
    const box = document.getElementById(surface)?.getBoundingClientRect()
    return screenToFlowPosition({
      x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
      y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
    })
  }, [screenToFlowPosition, surface])
}

/** Everything that can be done on the canvas; each is one step of undo. */
export const useCanvas = (shared: Shared, flow: ReturnType<typeof useFlow>, editable: boolean, surface: string) => {
  const { t } = useTranslation('canvas')
  const { fields, undo } = shared
  const { graph, selected, lines, select } = flow
  const projectId = useProjectId()
  const go = useNavigate()
  const middle = useMiddle(surface)
  const { fitView } = useReactFlow()
  const steps = useSteps(shared)
  const step = useCallback(
    (run: () => void) => {
      if (!editable) return
      undo.stopCapturing()
      run()
      undo.stopCapturing()
    },
    [editable, undo],
  )
  const lay = useCallback(
    (spots: readonly Partial<Spot>[], links?: Parameters<typeof add>[2]): string[] => {
      if (Object.keys(graph.nodes).length + spots.length > MOST) {
        tell(t('full', { most: MOST }))
        return []
      }
      let ids: string[] = []
      step(() => {
        ids = add(fields, spots, links)
      })
      select(spots.length === 1 ? ids : []) // a whole board is looked at, not moved
      return ids
    },
    [fields, graph, select, step, t],
  )
  return useMemo(() => {
    const boxes = () =>
      selected.map(({ id, position, measured, data: { spot } }) => ({
        id,
        ...position,
        width: measured?.width ?? SIZES[spot.kind].width,
        height: measured?.height ?? SIZES[spot.kind].height,
      }))
    return {
      lay,
      /** One thing or note; without a place where there is room in the middle of the screen, with one under the pointer. */
      put: (spot: Pick<Spot, 'kind' | 'ref'>, at?: Place) => {
        const size = SIZES[spot.kind]
        const { x, y } = at ?? middle()
        const corner = { x: x - size.width / 2, y: y - size.height / 2 }
        return lay([{ ...spot, ...(at ? corner : freePlace(graph, { ...corner, ...size })) }])[0]
      },
      middle,
      see: () => void fitView({ padding: 0.15, maxZoom: 1 }),
      connect: (source: string, target: string) => {
        const [from, to] = [graph.nodes[source], graph.nodes[target]]
        if (!from || !to || source === target) return
        const key = usualLabel(from.kind, to.kind)
        step(() => select([], [connect(fields, source, target, key && t(`labels.${key}`))]))
      },
      remove: () => step(() => remove(fields, new Set(selected.map(({ id }) => id)), lines)),
      double: () =>
        step(() =>
          select(
            duplicate(
              fields,
              selected.map(({ id }) => id),
            ),
          ),
        ),
      arrange: (way: Way) => step(() => place(fields, arranged(boxes(), way))),
      all: () => select(Object.keys(graph.nodes)),
      open: (spot: Spot | undefined) => {
        const path = spot && pathOf(projectId, spot)
        if (path) void go(path)
      },
      undo: () => void (editable && undo.undo()),
      redo: () => void (editable && undo.redo()),
      steps,
    }
  }, [lay, middle, fitView, graph, selected, lines, fields, step, select, t, projectId, go, undo, editable, steps])
}

export type Canvas = ReturnType<typeof useCanvas>
