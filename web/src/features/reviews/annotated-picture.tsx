import { lazy, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { personColor } from '@/ui/faces'
import { useSharp } from '@/ui/picture'
import { anchorOf, type Region, type Tool } from './region'
import type { Shape } from './shapes'
import { useDrawing } from './use-drawing'

const Shapes = lazy(() => import('./shapes')) // konva comes only where something is drawn

/** Notes that lie on the picture, in the order in which they are numbered. */
export const placed = (notes: readonly NoteOut[], assetId?: string, frame?: number): NoteOut[] =>
  notes
    .filter(
      (note) =>
        note.region &&
        !note.deleted &&
        (!assetId || !note.asset_id || note.asset_id === assetId) &&
        (frame === undefined || note.frame === null || note.frame === frame),
    )
    .toSorted((a, b) => a.created_at.localeCompare(b.created_at))

interface AnnotatedPictureProps {
  src: string
  alt: string
  /** In the order of their numbers (`placed`). */
  notes: readonly NoteOut[]
  tool: Tool
  onTool: (tool: Tool) => void
  /** What was drawn and is not sent yet. */
  draft: Region | null
  onDraft: (region: Region) => void
  selected: string | null
  onSelect: (id: string | null) => void
  /** Instead of the picture: a film, a stage. It fills the box and gives it its shape. */
  children?: ReactNode
  className?: string
}

const useSize = () => {
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const observer = new ResizeObserver(() => setSize({ width: current.clientWidth, height: current.clientHeight }))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return { box, size }
}

const Pin = ({
  note,
  number,
  active,
  onClick,
}: {
  note: NoteOut
  number: number
  active: boolean
  onClick: () => void
}) => {
  const { t } = useTranslation('reviews')
  const [x, y] = anchorOf(note.region as Region)
  return (
    <button
      type="button"
      onClick={onClick}
      aria-pressed={active}
      aria-label={t('pin', { number, name: note.author_name, words: note.body.slice(0, 60) })}
      style={{ left: `${x * 100}%`, top: `${y * 100}%`, background: personColor(note.author) }}
      className={cn(
        '-translate-x-1/2 -translate-y-1/2 absolute grid h-6 min-w-6 place-items-center rounded-full border-2 border-black/70 px-1 font-semibold text-[11px] text-black',
        active && 'z-10 scale-125 ring-2 ring-white',
      )}
    >
      {number}
    </button>
  )
}

/** A picture with the places of its notes on it; with a tool in the hand another is drawn. */
export const AnnotatedPicture = (props: AnnotatedPictureProps) => {
  const { src, alt, notes, tool, onTool, draft, onDraft, selected, onSelect, children, className } = props
  const { t } = useTranslation('reviews')
  const { box, size } = useSize()
  const { unfinished, cross, handlers } = useDrawing(tool, onDraft, () => onTool('look'))
  const own = unfinished ?? draft
  const shapes: Shape[] = notes
    .filter(({ region }) => region && region.type !== 'point')
    .map(({ id, region, author }) => ({
      id,
      region: region as Region,
      color: personColor(author),
      active: id === selected,
    }))
  if (own) shapes.push({ id: 'draft', region: own, color: '#fff', active: true })
  const sharp = useSharp(src)
  return (
    <div ref={box} className={cn('relative inline-block max-w-full', className)}>
      {children ?? (
        <img src={sharp} alt={alt} draggable={false} className="block max-h-[inherit] min-h-24 max-w-full" />
      )}
      {shapes.length > 0 && size.width > 0 && (
        <div className="pointer-events-none absolute inset-0">
          <Suspense>
            <Shapes {...size} shapes={shapes} />
          </Suspense>
        </div>
      )}
      {notes.map((note, at) => (
        <Pin
          key={note.id}
          note={note}
          number={at + 1}
          active={note.id === selected}
          onClick={() => onSelect(note.id === selected ? null : note.id)}
        />
      ))}
      {tool !== 'look' && (
        // biome-ignore lint/a11y/useSemanticElements: a canvas to draw on has no element of its own
        <div
          role="button"
          aria-label={t('cross')}
          tabIndex={0}
          {...handlers}
          className="absolute inset-0 z-20 cursor-crosshair touch-none"
        >
          {cross && (
            <span
              style={{ left: `${cross[0] * 100}%`, top: `${cross[1] * 100}%` }}
              className="-translate-x-1/2 -translate-y-1/2 pointer-events-none absolute text-2xl text-white leading-none [text-shadow:0_0_3px_#000]"
            >
              +
            </span>
          )}
        </div>
      )}
    </div>
  )
}
