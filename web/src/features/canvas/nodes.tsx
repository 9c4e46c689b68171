import { Handle, type Node, type NodeProps, NodeResizer, Position } from '@xyflow/react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { initials, personColor } from '@/ui/faces'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { Skeleton } from '@/ui/states'
import type { NodeKind, Spot } from './graph'
import { ICONS, nameId } from './kinds'
import { NoteText } from './note-text'
import { useHolders } from './others'
import { type Known, type Thing, useCharacter, useEnvironment, useShot, useStoryboard, useStyle } from './use-thing'

export type CanvasNode = Node<{ spot: Spot; editable: boolean }>

const SIDES = [Position.Top, Position.Right, Position.Bottom, Position.Left]

/** The dots at the edges, from which a line is pulled. */
const Dots = () =>
  SIDES.map((side) => <Handle key={side} id={side} type="source" position={side} className="canvas-dot" />)

/** The frame of whatever lies on the canvas: selected, held by another, with dots for lines. */
const Frame = ({
  id,
  selected,
  editable,
  className,
  children,
}: {
  id: string
  selected: boolean
  editable: boolean
  className?: string
  children: ReactNode
}) => {
  const [holder] = useHolders(id)
  return (
    <div
      style={holder && !selected ? { outline: `2px solid ${personColor(holder.id)}` } : undefined}
      className={cn(
        'group relative rounded-md border bg-surface text-left shadow-md',
        selected ? 'border-accent outline-2 outline-accent' : 'border-line-strong',
        className,
      )}
    >
      {holder && (
        <span
          style={{ background: personColor(holder.id) }}
          className="absolute -top-5 left-0 rounded px-1 text-[11px] text-black"
        >
          {holder.name}
        </span>
      )}
      {children}
      {editable && <Dots />}
    </div>
  )
}

const Bands = ({ palette }: { palette: NonNullable<Thing['palette']> }) => (
  <span className="flex h-16 w-full">
    {palette.map(({ hex, share }) => (
      <span key={hex} style={{ background: hex, flexGrow: share || 1 / palette.length }} />
    ))}
  </span>
)

const Face = ({ kind, thing }: { kind: NodeKind; thing: Thing }) => {
  const Icon = ICONS[kind]
  if (kind === 'style' && thing.palette?.length) return <Bands palette={thing.palette} />
  const ratio = kind === 'character' ? '1 / 1' : '16 / 9'
  if (thing.picture) {
    const cutOut = thing.picture.includes('/crops/')
    return (
      <Picture
        src={thing.picture}
        alt=""
        edge={cutOut ? undefined : 220}
        ratio={ratio}
        className={cutOut ? '[&_img]:object-top' : undefined}
      />
    )
  }
  return (
    <span style={{ aspectRatio: ratio }} className="grid place-items-center bg-raised text-muted">
      {kind === 'character' ? (
        <span aria-hidden className="font-light text-3xl">
          {initials(thing.name)}
        </span>
      ) : (
        <Icon aria-hidden className="size-7" />
      )}
    </span>
  )
}

const Card = ({ node, kind, thing }: { node: string; kind: NodeKind; thing: Known }) => {
  const { t } = useTranslation('canvas')
  const ui = useTranslation('ui')
  const Icon = ICONS[kind]
  if (thing === undefined) return <Skeleton className="h-28 w-full" />
  if (thing === null)
    return (
      <span id={nameId(node)} className="flex h-20 items-center gap-2 px-3 text-muted">
        <Icon aria-hidden className="size-5 shrink-0" />
        {t('gone')}
      </span>
    )
  return (
    <span className="block overflow-hidden rounded-md">
      <span className="relative block">
        <Face kind={kind} thing={thing} />
        <span className="absolute inset-x-1 top-1 flex justify-end">
          {thing.score !== undefined && <ScoreBadge score={thing.score} />}
        </span>
      </span>
      <span className="block px-2 py-1.5">
        <span id={nameId(node)} className="flex items-center gap-1.5">
          <Icon role="img" aria-label={t(`kind.${kind}`)} className="size-3.5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate font-medium text-[13px]">
            {kind === 'shot' ? t('shot', { shot: thing.name }) : thing.name}
          </span>
          {thing.stale && <span className="text-[12px] text-stale">{ui.t('stale')}</span>}
        </span>
        {thing.told && <span className="block truncate text-[12px] text-muted">{thing.told}</span>}
      </span>
    </span>
  )
}

const READ: Record<Exclude<NodeKind, 'note'>, (id: string) => Known> = {
  character: useCharacter,
  style: useStyle,
  environment: useEnvironment,
  storyboard: useStoryboard,
  shot: useShot,
}

const Live = ({ node, kind, id }: { node: string; kind: Exclude<NodeKind, 'note'>; id: string }) => {
  const useKnown = READ[kind] // a node never changes its kind
  return <Card node={node} kind={kind} thing={useKnown(id)} />
}

/** A character, style, place, board or shot: the thing itself, live. */
export const ThingNode = memo(({ id, selected, data: { spot, editable } }: NodeProps<CanvasNode>) => (
  <Frame id={id} selected={selected} editable={editable} className="w-full">
    {spot.kind !== 'note' && spot.ref ? (
      <Live node={id} kind={spot.kind} id={spot.ref} />
    ) : (
      <Card node={id} kind={spot.kind} thing={null} />
    )}
  </Frame>
))
ThingNode.displayName = 'ThingNode'

/** Words of one's own on the canvas. */
export const NoteNode = memo(({ id, selected, data: { spot, editable } }: NodeProps<CanvasNode>) => (
  <>
    <NodeResizer isVisible={selected && editable} minWidth={120} minHeight={48} color="var(--accent)" />
    <Frame id={id} selected={selected} editable={editable} className="h-full min-h-12 w-full bg-raised">
      <NoteText id={id} text={spot.text} editable={editable} />
    </Frame>
  </>
))
NoteNode.displayName = 'NoteNode'
