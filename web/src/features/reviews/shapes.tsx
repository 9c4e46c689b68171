import { Circle, Group, Layer, Line, Rect, Stage } from 'react-konva'
import type { Region } from './region'

/** A place on the picture as it is drawn: in whose colour, and whether it is the one that is looked at. */
export interface Shape {
  id: string
  region: Region
  color: string
  active: boolean
}

interface ShapesProps {
  width: number
  height: number
  shapes: Shape[]
}

const HALO = 'rgba(0, 0, 0, 0.65)' // under every line, so that it is seen on a bright picture too

const Drawn = ({ region, color, line, width, height }: { region: Region; color: string; line: number } & Size) => {
  const common = { stroke: color, strokeWidth: line, listening: false }
  if (region.type === 'point') return <Circle {...common} x={region.x * width} y={region.y * height} radius={9} />
  if (region.type === 'box')
    return (
      <Rect
        {...common}
        x={region.x * width}
        y={region.y * height}
        width={region.width * width}
        height={region.height * height}
      />
    )
  const points = region.points.flatMap(([x, y]) => [x * width, y * height])
  return <Line {...common} points={points} lineCap="round" lineJoin="round" tension={0.3} />
}

type Size = Pick<ShapesProps, 'width' | 'height'>

/** The places of notes over a picture. It only draws: pins and pointers are the page's own. */
const Shapes = ({ width, height, shapes }: ShapesProps) => (
  <Stage width={width} height={height} listening={false}>
    <Layer listening={false}>
      {shapes.map(({ id, region, color, active }) => (
        <Group key={id} opacity={active ? 1 : 0.8}>
          <Drawn region={region} color={HALO} line={active ? 6 : 4} width={width} height={height} />
          <Drawn region={region} color={color} line={active ? 3 : 2} width={width} height={height} />
        </Group>
      ))}
    </Layer>
  </Stage>
)

export default Shapes
