/** A place in a table. */
export interface Spot {
  row: number
  column: number
}

const STEPS: Record<string, [down: number, across: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Where a key leads in a table of which some places are empty; null where it leads nowhere. */
export const nextCell = (rows: readonly (readonly boolean[])[], from: Spot, key: string): Spot | null => {
  const row = rows[from.row] ?? []
  if (key === 'Home' || key === 'End') {
    const column = key === 'Home' ? row.indexOf(true) : row.lastIndexOf(true)
    return column < 0 ? null : { row: from.row, column }
  }
  const step = STEPS[key]
  if (!step) return null
  let [at, column] = [from.row + step[0], from.column + step[1]]
  while (at >= 0 && at < rows.length && column >= 0 && column < (rows[at]?.length ?? 0)) {
    if (rows[at]?.[column]) return { row: at, column }
    at += step[0]
    column += step[1]
  }
  return null
}

/** The panel above or below one of many in a grid: the nearest by place across, in the next row that there is. */
export const above = (boxes: readonly { x: number; y: number }[], from: number, down: 1 | -1): number | null => {
  const here = boxes[from]
  if (!here) return null
  const beyond = boxes.filter(({ y }) => (y - here.y) * down > 1)
  const row = down > 0 ? Math.min(...beyond.map(({ y }) => y)) : Math.max(...beyond.map(({ y }) => y))
  const found = boxes
    .map((box, place) => ({ place, apart: Math.abs(box.x - here.x), there: Math.abs(box.y - row) <= 1 }))
    .filter(({ there }) => there)
    .sort((one, other) => one.apart - other.apart)
  return found[0]?.place ?? null
}

/** All between two of a list, with both. */
export const range = <Id>(ids: readonly Id[], from: Id, to: Id): Id[] => {
  const [one, other] = [ids.indexOf(from), ids.indexOf(to)]
  return one < 0 || other < 0 ? [to] : ids.slice(Math.min(one, other), Math.max(one, other) + 1)
}

/** The place among the others that a thing dropped before or after another one comes to. */
export const droppedAt = (from: number, onto: number, after: boolean): number => {
  const gap = onto + (after ? 1 : 0)
  return gap > from ? gap - 1 : gap
}
