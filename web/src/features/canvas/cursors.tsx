import { useViewport, ViewportPortal } from '@xyflow/react'
import { personColor } from '@/ui/faces'
import type { Other } from './others'

/** Where the others point, in their colours; as large at every zoom. */
export const Cursors = ({ others }: { others: readonly Other[] }) => {
  const { zoom } = useViewport()
  return (
    <ViewportPortal>
      {others.map(
        ({ tab, id, name, cursor }) =>
          cursor && (
            <div
              key={tab}
              style={{ transform: `translate(${cursor.x}px, ${cursor.y}px) scale(${1 / zoom})` }}
              className="pointer-events-none absolute z-[2000] origin-top-left transition-transform duration-75"
            >
              <svg aria-hidden="true" width="16" height="18" viewBox="0 0 16 18" className="drop-shadow">
                <path d="M1 1l5 15 2.4-6.2L15 8z" fill={personColor(id)} stroke="#000" strokeWidth="1" />
              </svg>
              <span
                style={{ background: personColor(id) }}
                className="ml-3 whitespace-nowrap rounded px-1 text-[11px] text-black"
              >
                {name}
              </span>
            </div>
          ),
      )}
    </ViewportPortal>
  )
}
