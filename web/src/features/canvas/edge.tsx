import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  type InternalNode,
  Position,
  useInternalNode,
} from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { sideTo } from './sides'

export type CanvasEdge = Edge<{ label: string; onSelect: (id: string) => void }>

const boxOf = (node: InternalNode) => ({
  ...node.internals.positionAbsolute,
  width: node.measured.width ?? node.initialWidth ?? 0,
  height: node.measured.height ?? node.initialHeight ?? 0,
})

const POSITIONS = { top: Position.Top, right: Position.Right, bottom: Position.Bottom, left: Position.Left }

/** A line between the nearest sides of two things, with what it says in its middle. */
export const LabelledEdge = memo(({ id, source, target, selected, data, markerEnd }: EdgeProps<CanvasEdge>) => {
  const { t } = useTranslation('canvas')
  const [from, to] = [useInternalNode(source), useInternalNode(target)]
  if (!from || !to) return null
  const [a, b] = [boxOf(from), boxOf(to)]
  const [start, end] = [sideTo(a, b), sideTo(b, a)]
  const [path, x, y] = getBezierPath({
    sourceX: start.x,
    sourceY: start.y,
    sourcePosition: POSITIONS[start.side],
    targetX: end.x,
    targetY: end.y,
    targetPosition: POSITIONS[end.side],
  })
  const label = data?.label ?? ''
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd={markerEnd} interactionWidth={24} />
      <EdgeLabelRenderer>
        {label && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('lineOf', { label })}
            onClick={() => data?.onSelect(id)}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            className={cn(
              'nodrag nopan pointer-events-auto absolute max-w-40 truncate rounded-full border bg-ground px-2 text-[12px]',
              selected ? 'border-accent text-accent' : 'border-line text-ink',
            )}
          >
            {label}
          </button>
        )}
      </EdgeLabelRenderer>
    </>
  )
})
LabelledEdge.displayName = 'LabelledEdge'
