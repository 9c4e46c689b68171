import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Keys } from './keys'

/** Words that appear beside an element under the pointer or with the focus; `keys` is its shortcut. */
export const Tooltip = ({ text, keys, children }: { text: string; keys?: string; children: ReactElement }) => (
  <Base.Root>
    <Base.Trigger render={children as ReactElement<Record<string, unknown>>} />
    <Base.Portal>
      <Base.Positioner sideOffset={6} className="z-50">
        <Base.Popup className="flex items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-[13px] text-ink shadow-lg">
          {text}
          {keys && <Keys keys={keys} />}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
