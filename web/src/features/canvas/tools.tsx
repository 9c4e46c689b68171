import { useReactFlow } from '@xyflow/react'
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Copy,
  ExternalLink,
  Grid3x3,
  type LucideIcon,
  Maximize,
  Minus,
  Plus,
  Redo2,
  Spline,
  StickyNote,
  Trash2,
  Undo2,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import { WAYS, type Way } from './arrange'
import type { CanvasNode } from './nodes'
import type { Canvas } from './use-canvas'

const WAY_ICONS: Record<Way, LucideIcon> = {
  left: AlignStartVertical,
  centre: AlignCenterVertical,
  right: AlignEndVertical,
  top: AlignStartHorizontal,
  middle: AlignCenterHorizontal,
  bottom: AlignEndHorizontal,
  across: AlignHorizontalSpaceBetween,
  down: AlignVerticalSpaceBetween,
  grid: Grid3x3,
}

const bar = 'flex w-max items-center gap-0.5 rounded-lg border border-line-strong bg-surface p-1 shadow-xl'

/** What can be done with the selected things. */
export const SelectionBar = ({ canvas, selected }: { canvas: Canvas; selected: readonly CanvasNode[] }) => {
  const { t } = useTranslation('canvas')
  const [first, second] = selected
  if (!first) return null
  const single = selected.length === 1 && first.data.spot.kind !== 'note'
  return (
    <section aria-label={t('selected', { count: selected.length })} className={bar}>
      <span className="px-2 text-[13px] text-muted">{t('selected', { count: selected.length })}</span>
      {single && (
        <IconButton label={t('open')} keys="o" onClick={() => canvas.open(first.data.spot)}>
          <ExternalLink />
        </IconButton>
      )}
      {selected.length > 1 &&
        WAYS.map((way) => {
          const Icon = WAY_ICONS[way]
          return (
            <IconButton key={way} label={t(`ways.${way}`)} onClick={() => canvas.arrange(way)}>
              <Icon />
            </IconButton>
          )
        })}
      {second && selected.length === 2 && (
        <IconButton label={t('connect')} keys="l" onClick={() => canvas.connect(first.id, second.id)}>
          <Spline />
        </IconButton>
      )}
      <IconButton label={t('double')} keys="mod+d" onClick={canvas.double}>
        <Copy />
      </IconButton>
      <IconButton label={t('remove')} keys="delete" onClick={canvas.remove}>
        <Trash2 />
      </IconButton>
    </section>
  )
}

/** A note, and the last steps of one's own taken back. */
export const StepBar = ({ canvas, onNote }: { canvas: Canvas; onNote: () => void }) => {
  const { t } = useTranslation('canvas')
  return (
    <div className={bar}>
      <IconButton label={t('newNote')} keys="n" onClick={onNote}>
        <StickyNote />
      </IconButton>
      <IconButton label={t('undo')} keys="mod+z" disabled={!canvas.steps.undo} onClick={canvas.undo}>
        <Undo2 />
      </IconButton>
      <IconButton label={t('redo')} keys="mod+shift+z" disabled={!canvas.steps.redo} onClick={canvas.redo}>
        <Redo2 />
      </IconButton>
    </div>
  )
}

/** Closer, further away, everything. */
export const ZoomBar = () => {
  const { t } = useTranslation('canvas')
  const { fitView, zoomIn, zoomOut } = useReactFlow()
  return (
    <div className={bar}>
      <IconButton label={t('zoomOut')} keys="-" onClick={() => void zoomOut()}>
        <Minus />
      </IconButton>
      <IconButton label={t('zoomIn')} keys="+" onClick={() => void zoomIn()}>
        <Plus />
      </IconButton>
      <IconButton label={t('fit')} keys="0" onClick={() => void fitView({ padding: 0.15 })}>
        <Maximize />
      </IconButton>
    </div>
  )
}
