import { expect, it } from 'vitest'
import { othersOf } from './others'

it('shows who says who they are, and nothing that makes no sense', () => {
  const user = { id: '1', name: 'Anna' }
  const found = othersOf(
    new Map<number, Record<string, unknown>>([
      [7, { user: { id: '0', name: 'You' }, cursor: { x: 0, y: 0 } }],
      [8, { user, cursor: { x: 1, y: 2 }, selection: ['a', 3] }],
      [9, { user, cursor: { x: 'far', y: null }, selection: 'all' }],
      [10, { cursor: { x: 1, y: 1 } }],
    ]),
    7,
  )
  expect(found).toEqual([
    { tab: '8', id: '1', name: 'Anna', cursor: { x: 1, y: 2 }, selection: ['a'] },
    { tab: '9', id: '1', name: 'Anna', cursor: null, selection: [] },
  ])
})
