import { expect, it } from 'vitest'
import { inBatches } from './batches'

it('does all of them, no more than so many at once, and tells what failed', async () => {
  let [now, most] = [0, 0]
  const failed = await inBatches(
    [1, 2, 3, 4, 5, 6, 7],
    async (item) => {
      now += 1
      most = Math.max(most, now)
      await Promise.resolve()
      now -= 1
      if (item === 3) throw new Error('three')
    },
    2,
  )
  expect(most).toBe(2)
  expect(failed).toEqual([{ item: 3, error: new Error('three') }])
})
