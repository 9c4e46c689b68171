import { MapPin, MousePointer2, PenLine, Square } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useOffer } from '@/lib/commands'
import { IconButton } from '@/ui/button'
import type { Tool } from './region'

const TOOLS = [
  { name: 'look', icon: MousePointer2, keys: 'v' },
  { name: 'point', icon: MapPin, keys: 'p' },
  { name: 'box', icon: Square, keys: 'b' },
  { name: 'stroke', icon: PenLine, keys: 'd' },
] as const

/** What one holds in the hand over a picture. */
export const DrawingTools = ({ tool, onTool }: { tool: Tool; onTool: (tool: Tool) => void }) => {
  const { t } = useTranslation('reviews')
  const commands = useMemo<Command[]>(
    () =>
      TOOLS.map(({ name, keys }) => ({
        id: `review-${name}`,
        title: t(name),
        group: t('group'),
        keys,
        run: () => onTool(name),
      })),
    [t, onTool],
  )
  useOffer(commands)
  return (
    <div role="toolbar" aria-label={t('tools')} className="flex items-center gap-1">
      {TOOLS.map(({ name, icon: Icon, keys }) => (
        <IconButton key={name} label={t(name)} keys={keys} pressed={tool === name} onClick={() => onTool(name)}>
          <Icon />
        </IconButton>
      ))}
    </div>
  )
}
