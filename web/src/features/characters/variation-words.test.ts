import { renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import '@/lib/i18n'
import { useWord } from '@/lib/use-word'
import { apart, inOrder, keyOf, wordsOf } from './variation-words'

describe('a variation in words', () => {
  const { current: word } = renderHook(useWord).result
  it.each([
    [{ kind: 'pose', pose: 'arms-crossed', expression: 'neutral' }, 'Arms crossed'],
    [{ kind: 'pose', pose: 'stand', expression: 'sly' }, 'Standing · Sly'],
    [{ kind: 'expression', pose: 'stand', expression: 'laugh' }, 'Laughing'],
    [{ kind: 'expression', pose: 'sit', expression: 'sad' }, 'Sad · Sitting'],
    [{ kind: 'expression' }, 'Neutral'],
    [{ kind: 'outfit', pose: 'stand', expression: 'smile', outfit: 'a red coat' }, 'a red coat'],
  ] as const)('%o is "%s"', (idea, words) => expect(wordsOf(idea, word)).toBe(words))

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

  it('is told apart from another in the same words', () =>
    expect(apart(['Sitting', 'Sly', 'Sitting'])).toEqual(['Sitting', 'Sly', 'Sitting (2)']))
})
