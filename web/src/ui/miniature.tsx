import type { Spot } from '@/api/generated/types.gen'
import { SIZES } from '@/lib/canvas-sizes'

/** A canvas drawn small: where things lie, notes brighter. */
export const Miniature = ({ spots }: { spots: readonly Spot[] }) => {
  if (spots.length === 0) return <span className="block aspect-video w-full bg-ground" />
  const boxes = spots.map(({ kind, x, y }) => ({ kind, x, y, ...SIZES[kind] }))
  const [left, top] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))]
  const width = Math.max(400, ...boxes.map((b) => b.x + b.width - left))
  const height = Math.max(225, ...boxes.map((b) => b.y + b.height - top))
  return (
    <svg
      aria-hidden="true"
      viewBox={`${left - 40} ${top - 40} ${width + 80} ${height + 80}`}
      className="block aspect-video w-full bg-ground"
    >
      {boxes.map(({ kind, x, y, width, height }) => (
        <rect
          key={`${kind} ${x} ${y}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx="8"
          fill={kind === 'note' ? 'var(--line-strong)' : 'var(--raised)'}
          stroke="var(--line-strong)"
          strokeWidth="3"
        />
      ))}
    </svg>
  )
}
