import { expect, test } from 'vitest'
import { chunked } from './use-job-things'

test('what comes on top changes the first list alone', () => {
  expect(chunked([], 3)).toEqual([])
  expect(chunked([1, 2, 3], 3)).toEqual([[1, 2, 3]])
  expect(chunked([0, 1, 2, 3], 3)).toEqual([[0], [1, 2, 3]])
  expect(chunked([8, 9, 0, 1, 2, 3, 4, 5], 3)).toEqual([
    [8, 9],
    [0, 1, 2],
    [3, 4, 5],
  ])
})
