import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

/** A small panel that opens from `trigger` and is named by `label`. */
export const Popover = ({
  trigger,
  label,
  open,
  onOpen,
  children,
}: {
  trigger: ReactElement
  label: string
  /** Only where something inside closes it; else it knows itself. */
  open?: boolean
  onOpen?: (open: boolean) => void
  children: ReactNode
}) => (
  <Base.Root open={open} onOpenChange={onOpen}>
    <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
    <Base.Portal>
      <Base.Positioner sideOffset={6} align="end" className="z-50">
        <Base.Popup
          aria-label={label}
          className="max-h-[70vh] w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface shadow-2xl outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
