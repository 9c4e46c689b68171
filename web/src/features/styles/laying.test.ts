import { expect, test } from 'vitest'
import { laidOn, scenesOf, shotsIn } from './laying'

const shots = ['a', 'b', 'c'].map((id) => ({ id }))
const board = { style_id: 'dust', shots: { c: null } }

test('laid on some shots the others keep theirs; on all of them it is the style of the board', () => {
  expect(laidOn(board, 'noon', shots, new Set(['b']))).toEqual({ style_id: 'dust', shots: { b: 'noon', c: null } })
  expect(laidOn(board, 'noon', shots, new Set(['a', 'b', 'c']))).toEqual({ style_id: 'noon', shots: {} })
  expect(laidOn({}, 'noon', shots, new Set(['a']))).toEqual({ style_id: null, shots: { a: 'noon' } })
})

test('a shot is in the style of the board unless it has another, or none', () => {
  expect([...shotsIn(board, 'dust', shots)]).toEqual(['a', 'b'])
  expect([...shotsIn({ style_id: null, shots: { b: 'dust' } }, 'dust', shots)]).toEqual(['b'])
})

test('scenes come once, in order', () => {
  const told = [1, 1, 2].map((scene) => ({ scene: `${scene}`, heading: `INT. ${scene}` }))
  expect(scenesOf(told).map(({ scene }) => scene)).toEqual(['1', '2'])
})
