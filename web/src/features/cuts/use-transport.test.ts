import { expect, it } from 'vitest'
import { shuttled } from './use-transport'

it('J and L turn at once and grow faster, up to eight times', () => {
  expect([0, 1, 2, 8].map((speed) => shuttled(speed, 1))).toEqual([1, 2, 4, 8])
  expect([1, -1, -4].map((speed) => shuttled(speed, -1))).toEqual([-1, -2, -8])
})
