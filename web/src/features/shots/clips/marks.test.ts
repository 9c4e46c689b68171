import { describe, expect, it } from 'vitest'
import type { NoteOut } from '@/api/generated/types.gen'
import { marksOf, openOf } from './marks'

const note = (id: string, frame: number | null, more: Partial<NoteOut> = {}) =>
  ({ id, frame, resolved: false, deleted: false, created_at: `2026-01-01T00:00:0${id}Z`, ...more }) as NoteOut

describe('marks on the scrub bar', () => {
  const takes = [
    { attempt_id: 'a', number: 1 },
    { attempt_id: 'b', number: 2 },
  ]
  it('stand in the order of the film, one for each frame of each take', () => {
    const notes = new Map([
      ['a', [note('3', 7), note('1', 7), note('2', 2)]],
      ['b', [note('4', 2)]],
    ])
    expect(marksOf(takes, notes).map(({ take, frame, notes }) => [take, frame, notes.map(({ id }) => id)])).toEqual([
      ['a', 2, ['2']],
      ['b', 2, ['4']],
      ['a', 7, ['1', '3']],
    ])
  })
  it('are of open notes on frames alone, and of the takes that are seen', () => {
    const gone = [note('1', null), note('2', 3, { resolved: true }), note('3', 3, { deleted: true })]
    expect(marksOf(takes, new Map([['a', gone]]))).toEqual([])
    expect(marksOf(takes.slice(0, 1), new Map([['b', [note('1', 0)]]]))).toEqual([])
    expect(openOf(gone).map(({ id }) => id)).toEqual(['1'])
    expect(openOf(undefined)).toEqual([])
  })
})
