import { describe, expect, it } from 'vitest'
import { nameBefore } from '@/lib/name-in-bin'
import { isOld } from '@/realtime/freshness'
import { isMeant, pathOf, shelfKey } from './shelves'

describe('what is meant in the bin', () => {
  it.each([
    ['', '', true],
    ['emma', '', true],
    ['night emma', '', true],
    ['emma day', '', false],
    ['', 'night', true],
    ['', 'nigh', false],
  ])('"%s", tag "%s": %s', (search, tag, meant) =>
    expect(isMeant({ name: 'EMMA', words: ['night', 'lead'] }, search, tag)).toBe(meant),
  )
})

it('a shelf is old when something of its kind changed', () => {
  const [{ _id }] = shelfKey({ project: 'p', kind: 'canvas', search: '', tag: '', bin: true })
  expect([isOld(_id, 'canvas.deleted'), isOld(_id, 'style.changed')]).toEqual([true, false])
  expect(pathOf('p', { kind: 'canvas', id: '7' })).toBe('/p/p/canvas/7')
})

it.each([
  ['EMMA (deleted 0199b1e0-7f3a-7c00-8a00-000000000001)', 'EMMA'],
  ['EMMA (deleted scenes)', 'EMMA (deleted scenes)'],
])('%s was called %s', (name, before) => expect(nameBefore(name)).toBe(before))
