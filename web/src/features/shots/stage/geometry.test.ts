import { describe, expect, it } from 'vitest'
import type { CameraOut, PersonOut } from '@/api/generated/types.gen'
import {
  ahead,
  type Blocking,
  cameraMoved,
  cameraTurned,
  changesOf,
  fovOf,
  fromThree,
  gazeOf,
  headingTo,
  inside,
  type Point,
  planOf,
  toThree,
  turned,
  verticalFov,
  withPerson,
} from './geometry'

const person = (character: string, position: Point) =>
  ({ character, position, heading: 0, pose: 'stand', expression: 'neutral', look_at: null }) as PersonOut
const camera = { position: [0, -4, 1.5], target: [0, 0, 1.3], lens_mm: 35, t_stop: 0, roll: 0 } as unknown as CameraOut
const blocking: Blocking = { people: [person('EMMA', [0, 0, 0]), person('TOM', [1, 0, 0])], camera }

describe('the stage', () => {
  it.each([
    [null, 'ahead'],
    [[0.1, -4.1, 1.5], 'camera'],
    [[1.2, 0.1, 1.55], 'TOM'],
    [[0.2, 0, 1.5], 'point'], // nobody looks at themselves
    [[-2, 3, 0.6], 'point'],
  ] as [Point | null, string][])('a look at %j is at %s', (look_at, found) => {
    const [emma] = blocking.people
    expect(gazeOf({ ...(emma as PersonOut), look_at }, blocking)).toBe(found)
  })

  it.each([[[1, 2, 3]], [[0, 0, 0]], [[-4.5, 0.25, -1]]] as [Point][])('%j goes to three.js and back', (point) =>
    expect(fromThree(toThree(point)).map((v) => v + 0)).toEqual(point),
  )

  it.each([
    [0, 0],
    [190, -170],
    [-190, 170],
    [360, 0],
    [725, 5],
  ])('%d degrees are %d', (given, found) => expect(turned(given)).toBeCloseTo(found))

  it.each([
    [[0, -1, 0], 0],
    [[1, 0, 0], 90],
    [[0, 1, 0], -180],
    [[-1, 0, 0], -90],
  ] as [Point, number][])('who looks at %j is turned %d degrees', (to, heading) => {
    expect(headingTo([0, 0, 0], to)).toBeCloseTo(heading)
    const [x, y] = ahead(heading)
    expect([x, y]).toEqual([expect.closeTo(to[0]), expect.closeTo(to[1])])
  })

  it('keeps people on the floor', () =>
    expect(inside([9, -9, 0], { x0: -2, x1: 2, y0: -3, y1: 3 }, 0.5)).toEqual([1.5, -2.5, 0]))

  it('takes the aim along when the camera is moved', () =>
    expect(cameraMoved(camera, [1, -4, 1.5])).toEqual({ position: [1, -4, 1.5], target: [1, 0, 1.3] }))

  it('turns the camera on its foot', () =>
    expect(cameraTurned(camera, 90).target).toEqual([expect.closeTo(-4), expect.closeTo(-4), 1.3]))

  it('knows lenses: 35 mm on Super 35 sees 39.1 degrees across', () => {
    expect(fovOf(35)).toBeCloseTo(39.148, 1)
    expect(verticalFov(90, 1)).toBeCloseTo(90)
  })

  it('shows everybody on the plan', () => {
    const floor = { x0: -10, x1: 10, y0: -10, y1: 10 }
    const plan = planOf(blocking, floor)
    expect(plan.y0).toBeLessThan(-4)
    expect(plan.x1).toBeGreaterThan(1)
  })

  it('tells the server only of what was moved', () => {
    expect(changesOf(blocking, blocking)).toEqual({ people: [], camera: null })
    const moved = withPerson(blocking, 'TOM', { position: [2, 0, 0] })
    expect(changesOf(blocking, moved).people.map(({ character }) => character)).toEqual(['TOM'])
  })
})
