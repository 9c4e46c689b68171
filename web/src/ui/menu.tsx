import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { Keys } from './keys'

/** A menu that opens from `trigger` (an element such as a Button). */
export const Menu = ({ trigger, children }: { trigger: ReactElement; children: ReactNode }) => (
  <Base.Root>
    <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
    <Base.Portal>
      <Base.Positioner sideOffset={4} align="start" className="z-50">
        <Base.Popup className="min-w-44 rounded-md border border-line bg-raised p-1 text-ink shadow-xl outline-none">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

interface MenuItemProps {
  onSelect: () => void
  icon?: ReactNode
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** Why it does nothing for you: it can be reached and read, but not chosen. */
  why?: string | undefined
  children: ReactNode
}

/** One thing that a menu offers. */
export const MenuItem = ({ onSelect, icon, keys, danger, disabled, why, children }: MenuItemProps) => (
  <Base.Item
    disabled={disabled || why !== undefined}
    title={why}
    aria-description={why}
    onClick={onSelect}
    className={cn(
      'flex cursor-default items-center gap-2 rounded px-2 py-1.5 outline-none data-[disabled]:opacity-45 data-[highlighted]:bg-surface [&_svg]:size-4',
      danger && 'text-retake',
    )}
  >
    {icon}
    <span className="flex-1">{children}</span>
    {keys && <Keys keys={keys} />}
  </Base.Item>
)

/** A line between groups of a menu. */
export const MenuLine = () => <Base.Separator className="my-1 h-px bg-line" />
