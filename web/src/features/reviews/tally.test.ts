import { describe, expect, it } from 'vitest'
import { voted } from './tally'

const TALLY = { target: { kind: 'take', id: '1' }, ups: 2, downs: 1, mine: 1, votes: [] } as const

describe('a tally', () => {
  it.each([
    [-1, 1, 2],
    [null, 1, 1],
    [1, 2, 1],
  ])('with my vote %s has %d for and %d against', (mine, ups, downs) =>
    expect(voted({ ...TALLY, votes: [] }, mine)).toMatchObject({ mine, ups, downs }),
  )
})
