import { expect, test } from 'vitest'
import { oneOf } from './one-of'

test('an address that asks for something unknown gets the first', () => {
  expect(oneOf(['board', 'animatic'], 'animatic')).toBe('animatic')
  expect(oneOf(['board', 'animatic'], 'nothing')).toBe('board')
  expect(oneOf(['board', 'animatic'], null)).toBe('board')
})
