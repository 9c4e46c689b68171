import type { CameraOut, PersonOut, SetOut, StageOut } from '@/api/generated/types.gen'

/** A point of the stage: x to the right, y away, z up, metres (as the server has it). */
export type Point = [number, number, number]

/** The stage's point in three.js, where y is up. */
export const toThree = ([x, y, z]: Point): Point => [x, z, -y]

/** The other way round. */
export const fromThree = ([x, y, z]: Point): Point => [x, -z, y]

/** A rectangle on the ground. */
type Box = SetOut['floor']

/** What is moved by hand: people and camera as they stand now. */
export interface Blocking {
  people: PersonOut[]
  camera: CameraOut
}

export const blockingOf = ({ people, camera }: StageOut): Blocking => ({ people, camera })

const round = (value: number, places = 3) => Math.round(value * 10 ** places) / 10 ** places
export const rounded = (point: readonly number[]): Point => point.map((value) => round(value)) as Point

/** A heading within ±180°. */
export const turned = (degrees: number) => round(((((degrees + 180) % 360) + 360) % 360) - 180, 1)

/** The heading in which somebody at `from` looks at `to`: 0° looks along −y, counter-clockwise from above. */
export const headingTo = (from: Point, to: Point) =>
  turned((Math.atan2(to[0] - from[0], -(to[1] - from[1])) * 180) / Math.PI)

const [AT_LENS, AT_PERSON] = [0.3, 0.5] // metres aside that a look still means it

/** What somebody looks at: a person by name, "camera", "ahead", or "point" where there is nobody. */
export const gazeOf = ({ character, look_at }: PersonOut, { people, camera }: Blocking): string => {
  if (!look_at) return 'ahead'
  const aside = ([x, y]: readonly number[]) => Math.hypot(look_at[0] - (x ?? 0), look_at[1] - (y ?? 0))
  if (aside(camera.position) < AT_LENS) return 'camera'
  const others = people.filter((other) => other.character !== character && aside(other.position) < AT_PERSON)
  return others.sort((one, other) => aside(one.position) - aside(other.position))[0]?.character ?? 'point'
}

/** A unit step in a heading's direction. */
export const ahead = (heading: number): [number, number] => {
  const angle = (heading * Math.PI) / 180
  return [Math.sin(angle), -Math.cos(angle)]
}

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** The nearest point inside a rectangle on the ground. */
export const inside = ([x, y, z]: Point, box: Box, margin = 0): Point => [
  within(x, box.x0 + margin, box.x1 - margin),
  within(y, box.y0 + margin, box.y1 - margin),
  z,
]

/** The person `name` changed, everybody else as they were. */
export const withPerson = (blocking: Blocking, name: string, change: Partial<PersonOut>): Blocking => ({
  ...blocking,
  people: blocking.people.map((person) => (person.character === name ? { ...person, ...change } : person)),
})

export const withCamera = (blocking: Blocking, change: Partial<CameraOut>): Blocking => ({
  ...blocking,
  camera: { ...blocking.camera, ...change },
})

/** The camera put elsewhere on the ground, aimed as before: what it looks at moves with it. */
export const cameraMoved = (camera: CameraOut, to: Point): Partial<CameraOut> => ({
  position: rounded(to),
  target: rounded(camera.target.map((value, axis) => value + (to[axis] ?? 0) - (camera.position[axis] ?? 0))),
})

/** The camera turned on its foot by degrees, counter-clockwise from above. */
export const cameraTurned = (camera: CameraOut, degrees: number): Partial<CameraOut> => {
  const angle = (degrees * Math.PI) / 180
  const [dx, dy] = [camera.target[0] - camera.position[0], camera.target[1] - camera.position[1]]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return {
    target: rounded([
      camera.position[0] + dx * cos - dy * sin,
      camera.position[1] + dx * sin + dy * cos,
      camera.target[2],
    ]),
  }
}

/** The horizontal angle of view of a lens on a Super 35 gate (24.89 mm wide, SMPTE ST 2046), degrees. */
export const fovOf = (lensMm: number) => (2 * Math.atan(24.89 / 2 / lensMm) * 180) / Math.PI

/** The vertical angle of view, as three.js wants it, of a horizontal one. */
export const verticalFov = (horizontal: number, aspect: number) =>
  (2 * Math.atan(Math.tan((horizontal * Math.PI) / 360) / aspect) * 180) / Math.PI

/** The part of the ground that the plan shows: everybody, the camera and where they look, with room around. */
export const planOf = ({ people, camera }: Blocking, floor: Box, margin = 1.5): Box => {
  const points = [camera.position, camera.target, ...people.map(({ position }) => position)]
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return {
    x0: Math.max(floor.x0, Math.min(...xs) - margin) - 0.5,
    x1: Math.min(floor.x1, Math.max(...xs) + margin) + 0.5,
    y0: Math.max(floor.y0, Math.min(...ys) - margin) - 0.5,
    y1: Math.min(floor.y1, Math.max(...ys) + margin) + 0.5,
  }
}

/** What the server is told: people who were moved, and the camera if it was. */
export const changesOf = (before: Blocking, now: Blocking) => {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const people = now.people.filter((person, at) => differs(person, before.people[at]))
  const { position, target, lens_mm, t_stop, roll } = now.camera
  return {
    people: people.map(({ character, position, heading, pose, expression, look_at }) => ({
      character,
      position,
      heading,
      pose,
      expression,
      look_at,
    })),
    camera: differs(now.camera, before.camera) ? { position, target, lens_mm, t_stop, roll } : null,
  }
}
