interface Rect {
  x: number
  y: number
  width: number
  height: number
}

export type Side = 'top' | 'right' | 'bottom' | 'left'

/** The side of a box that looks at another box, and the middle of that side: where a line between them begins. */
export const sideTo = (box: Rect, other: Rect): { x: number; y: number; side: Side } => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  // above or below each other a line goes through the room between them; only side by side from edge to edge
  if (other.y >= box.y + box.height) return { x, y: box.y + box.height, side: 'bottom' }
  if (other.y + other.height <= box.y) return { x, y: box.y, side: 'top' }
  return other.x > box.x ? { x: box.x + box.width, y, side: 'right' } : { x: box.x, y, side: 'left' }
}
