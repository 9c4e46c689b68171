import { describe, expect, it } from 'vitest'
import type { CameraOut, PersonOut, StageOut } from '@/api/generated/types.gen'
import { afterKeeping, type Draft, draftOf, onNewest, putDraft, rebased, useDrafts } from './draft'
import { type Blocking, type Point, withCamera, withPerson } from './geometry'

const person = (character: string, position: Point) =>
  ({ character, position, heading: 0, pose: 'stand', expression: 'neutral', look_at: null }) as PersonOut
const camera = { position: [0, -4, 1.5], target: [0, 0, 1.3], lens_mm: 35, t_stop: 0, roll: 0 } as unknown as CameraOut
const base: Blocking = { people: [person('EMMA', [0, 0, 0]), person('TOM', [1, 0, 0])], camera }
const stage = (version: number, blocking = base) => ({ shot_id: 'one', version, ...blocking }) as unknown as StageOut
const moved = (draft: Draft, step: Blocking): Draft => ({ ...draft, steps: [...draft.steps, step], at: draft.at + 1 })

describe('a blocking that is not kept yet', () => {
  const mine = withPerson(base, 'EMMA', { position: [2, 0, 0] })

  it('stands on what somebody else changed meanwhile', () => {
    const theirs = withCamera(withPerson(base, 'EMMA', { pose: 'sit' }), { lens_mm: 85 })
    const found = onNewest(moved(draftOf(stage(1)), mine), stage(2, theirs))
    expect(found).toMatchObject({ version: 2, at: 1, overtaken: true, base: theirs })
    expect(found.steps[1]?.people[0]).toMatchObject({ position: [2, 0, 0], pose: 'sit' })
    expect(found.steps[1]?.camera.lens_mm).toBe(85)
  })

  it('wins where both moved the same', () => {
    const theirs = withPerson(base, 'EMMA', { position: [9, 9, 0] })
    expect(rebased(base, mine, theirs).people[0]?.position).toEqual([2, 0, 0])
  })

  it('leaves out who is not in the shot any more, and takes in who came', () => {
    const theirs = { ...base, people: [person('TOM', [1, 0, 0]), person('ANNA', [3, 0, 0])] }
    expect(rebased(base, mine, theirs).people.map(({ character }) => character)).toEqual(['TOM', 'ANNA'])
  })

  it('is not overtaken by an edit that moved nothing', () =>
    expect(onNewest(moved(draftOf(stage(1)), mine), stage(2))).toMatchObject({ version: 2, at: 1, overtaken: false }))

  it('begins anew where nothing was moved', () => {
    const theirs = withPerson(base, 'TOM', { pose: 'sit' })
    expect(onNewest(draftOf(stage(1)), stage(2, theirs))).toEqual(draftOf(stage(2, theirs)))
    expect(onNewest(undefined, stage(3))).toEqual(draftOf(stage(3)))
  })

  it('keeps what was moved while it was being sent', () => {
    const later = withCamera(mine, { lens_mm: 50 })
    const sent = stage(2, mine)
    expect(afterKeeping(moved(draftOf(stage(1)), mine), mine, sent)).toEqual(draftOf(sent))
    const found = afterKeeping(moved(moved(draftOf(stage(1)), mine), later), mine, sent)
    expect(found).toMatchObject({ version: 2, at: 1, base: mine, overtaken: false })
    expect(found.steps[1]?.camera.lens_mm).toBe(50)
  })

  it('outlives the tab, and goes when nothing is moved any more', () => {
    putDraft('one', moved(draftOf(stage(1)), mine))
    expect(useDrafts.getState().one?.at).toBe(1)
    expect(sessionStorage.getItem('onmodel-stage')).toContain('"at":1')
    putDraft('one', draftOf(stage(1)))
    expect(useDrafts.getState().one).toBeUndefined()
  })
})
