import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

const panel =
  'max-h-[70vh] w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface shadow-2xl outline-none'

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
        <Base.Popup aria-label={label} className={panel}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

/** The same beside an element that is no trigger of its own, such as a name in a text; the focus goes back there. */
export const PopoverAt = ({
  anchor,
  label,
  onClose,
  children,
}: {
  anchor: HTMLElement
  label: string
  onClose: () => void
  children: ReactNode
}) => (
  <Base.Root open onOpenChange={(open) => !open && onClose()}>
    <Base.Portal>
      <Base.Positioner anchor={anchor} sideOffset={6} align="start" className="z-40">
        <Base.Popup aria-label={label} finalFocus={() => anchor} className={panel}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
