import { describe, expect, it } from 'vitest'
import { inOrder, keyOf, wordsOf } from './variation-words'

describe('a variation in words', () => {
  it.each([
    [{ kind: 'pose', pose: 'arms-crossed', expression: 'neutral' }, 'arms crossed'],
    [{ kind: 'pose', pose: 'stand', expression: 'sly' }, 'stand, sly'],
    [{ kind: 'expression', pose: 'stand', expression: 'laugh' }, 'laugh'],
    [{ kind: 'expression' }, 'neutral'],
    [{ kind: 'outfit', pose: 'stand', expression: 'smile', outfit: 'a red coat' }, 'a red coat'],
  ] as const)('%o is "%s"', (idea, words) => expect(wordsOf(idea)).toBe(words))

  it('stands where its votes put it', () => {
    const tried = [{ votes: 0 }, { votes: 2 }, { votes: -1 }]
    expect(inOrder(tried, 'mostVotes').map(({ votes }) => votes)).toEqual([2, 0, -1])
    expect(inOrder(tried, 'newest')).toEqual(tried)
  })

  it('is the same for the same thing to try, whatever the reason', () => {
    expect(keyOf({ kind: 'outfit', outfit: 'a', reason: 'x' })).toBe(
      keyOf({ kind: 'outfit', outfit: 'a', reason: 'y' }),
    )
  })
})
