import type { IdeaIn, VariationOut } from '@/api/generated/types.gen'
import type { Word } from '@/lib/use-word'

/** What a variation tries, in a few words: its pose, its face, or its clothes. */
export const wordsOf = (idea: IdeaIn | VariationOut, word: Word): string => {
  if (idea.kind === 'outfit') return idea.outfit ?? ''
  const [pose, face] = [idea.pose ?? 'stand', idea.expression ?? 'neutral']
  const told = {
    pose: [word('poses', pose), face !== 'neutral' && word('expressions', face)],
    expression: [word('expressions', face), pose !== 'stand' && word('poses', pose)],
  }
  return told[idea.kind].filter(Boolean).join(' · ')
}

export const SORTS = ['newest', 'mostVotes'] as const

/** Variations as they came, or those first that the team likes most; among equals the newest. */
export const inOrder = <One extends Pick<VariationOut, 'votes'>>(variations: readonly One[], sort: string): One[] =>
  sort === 'mostVotes' ? variations.toSorted((a, b) => b.votes - a.votes) : [...variations]

/** What two ideas have in common when they are the same thing to try. */
export const keyOf = (idea: IdeaIn): string => [idea.kind, idea.pose, idea.expression, idea.outfit].join('/')

/** Names that several have, told apart: "Sitting", "Sitting (2)". */
export const apart = (names: readonly string[]): string[] =>
  names.map((name, at) => {
    const before = names.slice(0, at).filter((each) => each === name).length
    return before > 0 ? `${name} (${before + 1})` : name
  })
