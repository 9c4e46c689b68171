import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useOffer } from '@/lib/commands'
import { WAYS, type Way } from './arrange'
import type { CanvasNode } from './nodes'
import type { Canvas } from './use-canvas'

const WAY_KEYS: Record<Way, string> = {
  left: 'a l',
  centre: 'a c',
  right: 'a r',
  top: 'a t',
  middle: 'a m',
  bottom: 'a b',
  across: 'a x',
  down: 'a y',
  grid: 'a g',
}

interface Given {
  canvas: Canvas
  selected: readonly CanvasNode[]
  note: () => void
  write: (id: string) => void
  toggleTray: () => void
}

/** The canvas by keys and by the palette. */
export const useKeys = ({ canvas, selected, note, write, toggleTray }: Given) => {
  const { t } = useTranslation('canvas')
  const { fitView, zoomIn, zoomOut } = useReactFlow()
  useOffer(
    useMemo<Command[]>(() => {
      const group = t('group')
      const [first, second] = selected
      const open = () => {
        if (first?.data.spot.kind === 'note') write(first.id)
        else canvas.open(first?.data.spot)
      }
      const joined = () => first && second && selected.length === 2 && canvas.connect(first.id, second.id)
      const command = (id: string, title: string, keys: string, run: () => unknown): Command => ({
        id: `canvas-${id}`,
        title,
        group,
        keys,
        run: () => void run(),
      })
      return [
        command('note', t('newNote'), 'n', note),
        command('open', t('openSelected'), 'o', open),
        command('connect', t('connect'), 'l', joined),
        command('double', t('double'), 'mod+d', canvas.double),
        command('remove', t('remove'), 'delete', canvas.remove),
        command('undo', t('undo'), 'mod+z', canvas.undo),
        command('redo', t('redo'), 'mod+shift+z', canvas.redo),
        command('all', t('selectAll'), 'mod+a', canvas.all),
        command('tray', t('tray'), 't', toggleTray),
        command('fit', t('fit'), '0', () => fitView({ padding: 0.15 })),
        command('in', t('zoomIn'), '+', () => zoomIn()),
        command('out', t('zoomOut'), '-', () => zoomOut()),
        ...WAYS.map((way) => command(way, t(`ways.${way}`), WAY_KEYS[way], () => canvas.arrange(way))),
      ]
    }, [t, canvas, selected, note, write, toggleTray, fitView, zoomIn, zoomOut]),
  )
}
