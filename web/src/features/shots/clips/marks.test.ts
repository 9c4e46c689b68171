import { describe, expect, it } from 'vitest'
import type { NoteOut } from '@/api/generated/types.gen'
import { marksOf, nextOf, openOf } from './marks'

const note = (id: string, frame: number | null, more: Partial<NoteOut> = {}) =>
  ({ id, frame, resolved: false, deleted: false, created_at: `2026-01-01T00:00:0${id}Z`, ...more }) as NoteOut

describe('marks on the scrub bar', () => {
  const takes = [
    { attempt_id: 'a', number: 1 },
    { attempt_id: 'b', number: 2 },
  ]
  const notes = new Map([
    ['a', [note('3', 70), note('1', 70), note('2', 20)]],
    ['b', [note('4', 20), note('5', 22)]],
  ])
  const told = (frames: number) =>
    marksOf(takes, notes, frames).map(({ number, frame, notes }) => [number, frame, notes.map(({ id }) => id).join('')])
  it('stand in the order of the film, what is said first stands first', () =>
    expect(told(72)).toEqual([
      [1, 20, '24'],
      [2, 22, '5'],
      [1, 70, '13'],
    ]))
  it('are one where they would lie on each other', () =>
    expect(told(240)).toEqual([
      [1, 20, '245'],
      [1, 70, '13'],
    ]))
  it('are of open notes on frames alone, and of the takes that are seen', () => {
    const gone = [note('1', null), note('2', 3, { resolved: true }), note('3', 3, { deleted: true })]
    expect(marksOf(takes, new Map([['a', gone]]), 24)).toEqual([])
    expect(marksOf(takes.slice(0, 1), new Map([['b', [note('1', 0)]]]), 24)).toEqual([])
    expect(openOf(gone).map(({ id }) => id)).toEqual(['1'])
    expect(openOf(undefined)).toEqual([])
  })
  it('lead to one note after the other', () => {
    const mark = { notes: [note('1', 2), note('2', 2)] }
    expect([null, '1', '2', 'other'].map((looked) => nextOf(mark, looked)?.id)).toEqual(['1', '2', '1', '1'])
  })
})
