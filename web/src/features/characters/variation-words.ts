import type { IdeaIn, VariationOut } from '@/api/generated/types.gen'

/** What a variation tries, in a few words: its pose, its face, or its clothes. */
export const wordsOf = (idea: IdeaIn | VariationOut): string => {
  const spoken = (word: string | undefined) => (word ?? '').replaceAll('-', ' ')
  if (idea.kind === 'outfit') return idea.outfit ?? ''
  const pose = idea.pose === 'stand' ? '' : spoken(idea.pose)
  const face = idea.expression === 'neutral' ? '' : spoken(idea.expression)
  if (idea.kind === 'pose') return [pose || 'stand', face].filter(Boolean).join(', ')
  return [face || 'neutral', pose].filter(Boolean).join(', ')
}

export const SORTS = ['newest', 'mostVotes'] as const

/** Variations as they came, or those first that the team likes most; among equals the newest. */
export const inOrder = <One extends Pick<VariationOut, 'votes'>>(variations: readonly One[], sort: string): One[] =>
  sort === 'mostVotes' ? variations.toSorted((a, b) => b.votes - a.votes) : [...variations]

/** What two ideas have in common when they are the same thing to try. */
export const keyOf = (idea: IdeaIn): string => [idea.kind, idea.pose, idea.expression, idea.outfit].join('/')
