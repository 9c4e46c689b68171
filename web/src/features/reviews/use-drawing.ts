import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { drawn, type Region, type Spot, spotIn, type Tool } from './region'

const STEP = 0.02 // of the picture, for one press of an arrow

const ARROWS: Record<string, Spot> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const moved = ([x, y]: Spot, [dx, dy]: Spot, step: number): Spot => [
  Math.min(1, Math.max(0, x + dx * step)),
  Math.min(1, Math.max(0, y + dy * step)),
]

/** Drawing on a picture with a pointer, and with the keyboard: arrows move a cross, Enter sets it. */
export const useDrawing = (tool: Tool, onDrawn: (region: Region) => void, onEnd: () => void) => {
  const [points, setPoints] = useState<Spot[]>([])
  const [cross, setCross] = useState<Spot | null>(null)
  const [corner, setCorner] = useState<Spot | null>(null)
  const spot = (event: PointerEvent) => spotIn(event.currentTarget.getBoundingClientRect(), event)

  const finish = (all: Spot[]) => {
    const region = drawn(tool, all)
    setPoints([])
    setCorner(null)
    if (region) onDrawn(region)
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setCross(null)
    setPoints([spot(event)])
  }
  const onPointerMove = (event: PointerEvent) => {
    if (points.length === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const passed = event.nativeEvent.getCoalescedEvents?.() ?? [event]
    setPoints([...points, ...passed.map((each) => spotIn(box, each)), spot(event)])
  }
  const onPointerUp = (event: PointerEvent) => points.length > 0 && finish([...points, spot(event)])
  const set = (now: Spot) => {
    if (tool === 'point') finish([now])
    else if (corner) finish([corner, now])
    else setCorner(now)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    const now = cross ?? [0.5, 0.5]
    if (arrow) setCross(moved(now, arrow, event.shiftKey ? STEP * 5 : STEP))
    else if (event.key === 'Enter') set(now)
    else if (event.key === 'Escape') onEnd()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const unfinished = drawn(tool, corner && cross ? [corner, cross] : points)
  return {
    /** What is being drawn now. */
    unfinished,
    /** Where the keyboard's cross stands; null while nobody moved it. */
    cross,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onKeyDown },
  }
}
