import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonOut, StageOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { personColor } from '@/ui/faces'
import {
  ahead,
  type Blocking,
  cameraMoved,
  cameraTurned,
  fovOf,
  inside,
  type Point,
  planOf,
  rounded,
  turned,
  withCamera,
  withPerson,
} from './geometry'

const STEP = 0.1 // metres an arrow key moves
const TURN = 5 // degrees that Q and E turn
const CAMERA = 'camera' // the camera's name among those that can be selected

interface PlanProps {
  stage: StageOut
  blocking: Blocking
  selected: string
  disabled: boolean
  onSelect: (name: string) => void
  onPut: (change: (now: Blocking) => Blocking, going?: boolean) => void
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
}

/** Moves and turns whoever is selected. */
const movesOf = (stage: StageOut, name: string) => ({
  to: (point: Point) => (now: Blocking) =>
    name === CAMERA
      ? withCamera(now, cameraMoved(now.camera, inside(point, stage.set.camera_room)))
      : withPerson(now, name, { position: rounded(inside(point, stage.set.floor, 0.2)) }),
  by: (dx: number, dy: number) => (now: Blocking) => {
    const [x, y, z] =
      name === CAMERA ? now.camera.position : (now.people.find((p) => p.character === name)?.position ?? [0, 0, 0])
    return movesOf(stage, name).to([x + dx, y + dy, z])(now)
  },
  turn: (degrees: number) => (now: Blocking) => {
    if (name === CAMERA) return withCamera(now, cameraTurned(now.camera, degrees))
    const heading = now.people.find((p) => p.character === name)?.heading ?? 0
    return withPerson(now, name, { heading: turned(heading + degrees) })
  },
})

const Person = ({ person, selected }: { person: PersonOut; selected: boolean }) => {
  const [x, y] = person.position
  const [dx, dy] = ahead(person.heading)
  return (
    <>
      <ellipse
        cx={x}
        cy={-y}
        rx={0.3}
        ry={0.18}
        transform={`rotate(${-person.heading} ${x} ${-y})`}
        fill={personColor(person.character)}
        stroke={selected ? 'var(--focus)' : '#000'}
        strokeWidth={selected ? 0.07 : 0.03}
      />
      <circle cx={x} cy={-y} r={0.12} fill="#00000080" />
      <line
        x1={x + dx * 0.15}
        y1={-(y + dy * 0.15)}
        x2={x + dx * 0.5}
        y2={-(y + dy * 0.5)}
        stroke={personColor(person.character)}
        strokeWidth={0.06}
      />
      <text
        x={x}
        y={-y + 0.62}
        textAnchor="middle"
        fontSize={0.26}
        fill="var(--ink)"
        stroke="var(--ground)"
        strokeWidth={0.08}
        paintOrder="stroke"
      >
        {person.character}
      </text>
    </>
  )
}

const Camera = ({ blocking: { camera }, selected }: { blocking: Blocking; selected: boolean }) => {
  const [x, y] = camera.position
  const aim = (Math.atan2(camera.target[1] - y, camera.target[0] - x) * 180) / Math.PI
  const half = fovOf(camera.lens_mm) / 2
  const ray = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180
    return `${x + 30 * Math.cos(angle)},${-(y + 30 * Math.sin(angle))}`
  }
  return (
    <>
      <polygon
        points={`${x},${-y} ${ray(aim - half)} ${ray(aim + half)}`}
        fill="var(--accent)"
        fillOpacity={0.1}
        stroke="var(--accent)"
        strokeOpacity={0.5}
        strokeWidth={0.02}
        className="pointer-events-none"
      />
      <g transform={`translate(${x} ${-y}) rotate(${-aim})`}>
        <rect
          x={-0.35}
          y={-0.2}
          width={0.45}
          height={0.4}
          rx={0.05}
          fill="var(--accent)"
          stroke={selected ? 'var(--focus)' : '#000'}
          strokeWidth={selected ? 0.07 : 0.03}
        />
        <polygon points="0.1,-0.1 0.28,-0.2 0.28,0.2 0.1,0.1" fill="var(--accent)" />
      </g>
    </>
  )
}

const Ground = ({ stage }: { stage: StageOut }) => {
  const { floor, obstacles, seats } = stage.set
  return (
    <>
      <rect
        x={floor.x0}
        y={-floor.y1}
        width={floor.x1 - floor.x0}
        height={floor.y1 - floor.y0}
        fill="var(--surface)"
        stroke="var(--line-strong)"
        strokeWidth={0.04}
      />
      {obstacles.map((box) => (
        <rect
          key={`${box.x0} ${box.y0}`}
          x={box.x0}
          y={-box.y1}
          width={box.x1 - box.x0}
          height={box.y1 - box.y0}
          fill="var(--raised)"
          stroke="var(--line)"
          strokeWidth={0.03}
        />
      ))}
      {seats.map(({ position: [x, y] }) => (
        <circle
          key={`${x} ${y}`}
          cx={x}
          cy={-y}
          r={0.15}
          fill="none"
          stroke="var(--line-strong)"
          strokeDasharray="0.08 0.08"
          strokeWidth={0.03}
        />
      ))}
    </>
  )
}

/** The overhead plan, as a floor plan of the shot: people and camera are dragged, or moved by keys. */
export const Plan = ({ stage, blocking, selected, disabled, onSelect, onPut }: PlanProps) => {
  const { t } = useTranslation('shots')
  const svg = useRef<SVGSVGElement>(null)
  const dragging = useRef<{ name: string; begun: boolean } | null>(null)
  const shown = planOf(blocking, stage.set.camera_room)

  const pointAt = (event: PointerEvent): [number, number] | null => {
    const matrix = svg.current?.getScreenCTM()
    if (!matrix) return null
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    return [x, -y]
  }
  const drag = (event: PointerEvent) => {
    const point = dragging.current && pointAt(event)
    if (!point || !dragging.current) return
    const { name, begun } = dragging.current
    const height =
      name === CAMERA
        ? blocking.camera.position[2]
        : (blocking.people.find((p) => p.character === name)?.position[2] ?? 0)
    onPut(movesOf(stage, name).to([...point, height]), begun)
    dragging.current.begun = true
  }
  const key = (name: string) => (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    const turn = { q: TURN, e: -TURN }[event.key.toLowerCase()]
    if (disabled || (!arrow && !turn)) return
    event.preventDefault()
    onPut(arrow ? movesOf(stage, name).by(...arrow) : movesOf(stage, name).turn(turn ?? 0), event.repeat)
  }
  const handle = (name: string, label: string) => ({
    role: 'button',
    tabIndex: 0,
    'aria-label': label,
    'aria-pressed': selected === name,
    className: cn('outline-none', !disabled && 'cursor-grab'),
    onFocus: () => onSelect(name),
    onKeyDown: key(name),
    onPointerDown: (event: PointerEvent) => {
      onSelect(name)
      if (disabled) return
      dragging.current = { name, begun: false }
      svg.current?.setPointerCapture(event.pointerId)
    },
  })
  const { camera } = blocking
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
    <svg
      ref={svg}
      viewBox={`${shown.x0} ${-shown.y1} ${shown.x1 - shown.x0} ${shown.y1 - shown.y0}`}
      role="group"
      aria-label={t('plan')}
      className="size-full touch-none select-none bg-ground"
      onPointerMove={drag}
      onPointerUp={() => {
        dragging.current = null
      }}
    >
      <Ground stage={stage} />
      <g
        {...handle(
          CAMERA,
          t('cameraAt', {
            x: camera.position[0].toFixed(1),
            y: camera.position[1].toFixed(1),
            height: camera.position[2].toFixed(1),
          }),
        )}
      >
        <Camera blocking={blocking} selected={selected === CAMERA} />
      </g>
      {blocking.people.map((person) => (
        <g
          key={person.character}
          {...handle(
            person.character,
            t('person', {
              name: person.character,
              x: person.position[0].toFixed(1),
              y: person.position[1].toFixed(1),
              heading: person.heading.toFixed(0),
            }),
          )}
        >
          <Person person={person} selected={selected === person.character} />
        </g>
      ))}
    </svg>
  )
}
