import { Blend } from 'lucide-react'
import { type PointerEvent as Pointed, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { thumbnailOf } from '@/ui/picture'
import { changed, dragged, moved, placeAt, placed } from './edit'
import { timecodeOf } from './rates'

const SLACK = 4 // px that a click may slip before it is a drag

interface ItemBlockProps {
  item: ItemOut
  place: number
  items: readonly ItemOut[]
  scale: number
  rate: string
  chosen: boolean
  mayEdit: boolean
  onChoose: (key: string) => void
  /** The row while something is dragged, null back to what it was. */
  onDraft: (items: ItemOut[] | null) => void
  /** The drag ended: with the row as it is to be, or null where nothing came of it. */
  onDone: (items: ItemOut[] | null) => void
}

interface Drag {
  what: 'in' | 'out' | 'move'
  from: number
  row: readonly ItemOut[]
  result: ItemOut[] | null
}

/** What dragging an item or one of its handles does to the row. */
const useDrag = ({ item, items, scale, mayEdit, onChoose, onDraft, onDone }: ItemBlockProps) => {
  const drag = useRef<Drag | null>(null)
  const [shift, setShift] = useState(0) // px that a moved item is away from its place
  const begin = (what: Drag['what']) => (event: Pointed<HTMLElement>) => {
    if (event.button !== 0) return
    event.stopPropagation()
    onChoose(item.key)
    if (!mayEdit || !item.key) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { what, from: event.clientX, row: items, result: null }
  }
  const go = (event: Pointed<HTMLElement>) => {
    const now = drag.current
    if (!now) return
    const by = event.clientX - now.from
    if (Math.abs(by) < SLACK && !now.result) return
    if (now.what === 'move') {
      const others = now.row.filter(({ key }) => key !== item.key)
      const middle = item.at + item.length / 2 + by / scale
      setShift(by)
      now.result = moved(now.row, item.key, placeAt(placed(others), middle))
      return
    }
    const { what } = now
    now.result = changed(now.row, item.key, (each) => dragged(each, what, Math.round(by / scale)))
    onDraft(now.result)
  }
  const end = () => {
    const now = drag.current
    drag.current = null
    setShift(0)
    if (!now) return
    const same = now.result?.every((each, at) => {
      const was = now.row[at]
      return was?.key === each.key && was.start === each.start && was.length === each.length
    })
    onDone(same ? null : now.result)
  }
  const cancel = () => {
    drag.current = null
    setShift(0)
    onDraft(null)
  }
  return { shift, begin, on: { onPointerMove: go, onPointerUp: end, onPointerCancel: cancel } }
}

const LOOKS = { clip: '', still: 'border-dashed', title: 'bg-black' }

/** An item in the timeline, as wide as it is long: dragged to another place, trimmed by its ends. */
export const ItemBlock = (props: ItemBlockProps) => {
  const { item, place, items, scale, rate, chosen, mayEdit, onChoose } = props
  const { t } = useTranslation('cuts')
  const { shift, begin, on } = useDrag(props)
  const width = item.length * scale
  const over = item.next.way !== 'cut' && place < items.length - 1
  return (
    <li
      style={{
        left: item.at * scale,
        width: Math.max(6, width - 1),
        transform: shift ? `translateX(${shift}px)` : undefined,
      }}
      className={cn('absolute inset-y-1.5', shift && 'z-10 opacity-80', over && 'z-[5]')}
    >
      <button
        type="button"
        data-key={item.key}
        aria-label={t('item', {
          name: item.kind === 'title' ? item.text.replaceAll('\n', ' ') : item.name,
          kind: t(`kinds.${item.kind}`),
          at: timecodeOf(item.at, rate),
          length: timecodeOf(item.length, rate),
        })}
        aria-pressed={chosen}
        onClick={() => onChoose(item.key)}
        onPointerDown={begin('move')}
        {...on}
        style={item.asset_id ? { backgroundImage: `url(${thumbnailOf(`/api/assets/${item.asset_id}`, 160)})` } : {}}
        className={cn(
          'relative block size-full touch-none select-none overflow-hidden rounded border border-line-strong bg-center bg-cover text-left',
          LOOKS[item.kind],
          chosen && 'border-accent outline-2 outline-accent',
        )}
      >
        <span className="absolute inset-x-0 bottom-0 truncate bg-black/75 px-1.5 py-0.5 text-[12px] text-white">
          {item.kind === 'title' ? item.text || t('card') : item.name}
          {item.kind === 'still' && <span className="text-white/80"> {t('held')}</span>}
        </span>
      </button>
      {over && (
        <span
          aria-hidden
          title={t(`ways.${item.next.way ?? 'cut'}`)}
          className="pointer-events-none absolute top-1 -right-2.5 grid size-5 place-items-center rounded-full border border-line-strong bg-raised"
        >
          <Blend className="size-3" />
        </span>
      )}
      {mayEdit &&
        width > 24 &&
        (['in', 'out'] as const).map((edge) => (
          <span
            key={edge}
            aria-hidden
            data-edge={edge}
            onPointerDown={begin(edge)}
            {...on}
            className={cn(
              'absolute inset-y-0 w-2 cursor-ew-resize touch-none rounded bg-accent opacity-0 hover:opacity-80',
              edge === 'in' ? 'left-0' : 'right-0',
              chosen && 'opacity-50',
            )}
          />
        ))}
    </li>
  )
}
