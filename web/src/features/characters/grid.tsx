import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

const GAP = 12
const WORDS = 44 // the two lines under a picture
const EDGE = 12 // around the grid
const NEAR = 6 // rows from the end at which more are asked for

/** How many cards stand in a row, and how wide each is. */
export const columnsOf = (width: number) => {
  const least = width < 640 ? 140 : 176
  const inside = Math.max(least, width - 2 * EDGE)
  const columns = Math.max(1, Math.floor((inside + GAP) / (least + GAP)))
  return { columns, card: (inside - GAP * (columns - 1)) / columns }
}

interface GridProps {
  label: string
  count: number
  active: number
  children: (place: number) => ReactNode
  onColumns: (columns: number) => void
  /** Somebody comes near the end. */
  onNear: () => void
  /** Whether the card that is active by the keyboard is to have the focus. */
  focus: boolean
}

const useWidth = () => {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const observer = new ResizeObserver(() => setWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return { box, width }
}

/** Cards in rows of which only those near the screen exist, however many there are. */
export const Grid = ({ label, count, active, children, onColumns, onNear, focus }: GridProps) => {
  const { box, width } = useWidth()
  const { columns, card } = columnsOf(width)
  const size = Math.round(card + WORDS + GAP)
  const rows = Math.ceil(count / columns)
  const virtual = useVirtualizer({
    count: width ? rows : 0,
    getScrollElement: () => box.current,
    estimateSize: () => size,
    overscan: 4,
    paddingStart: EDGE,
    paddingEnd: EDGE,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another size are laid out anew
  useEffect(() => virtual.measure(), [size])
  useEffect(() => onColumns(columns), [columns, onColumns])
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows > 0 && last >= rows - NEAR) onNear()
  }, [last, rows, onNear])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move by the keyboard brings a card into view
  useEffect(() => {
    if (!focus) return
    virtual.scrollToIndex(Math.floor(active / columns), { align: 'auto' })
    const found = requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-place="${active}"]`)?.focus(),
    )
    return () => cancelAnimationFrame(found)
  }, [active, focus, columns])
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto" style={{ contain: 'strict' }} data-scroll>
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }} className="relative">
        {shown.flatMap((row) =>
          Array.from({ length: Math.min(columns, count - row.index * columns) }, (_, column) => {
            const place = row.index * columns + column
            return (
              <li
                key={place}
                aria-posinset={place + 1}
                aria-setsize={count}
                className="absolute top-0 left-0"
                style={{ width: card, transform: `translate(${EDGE + column * (card + GAP)}px, ${row.start}px)` }}
              >
                {children(place)}
              </li>
            )
          }),
        )}
      </ul>
    </div>
  )
}
