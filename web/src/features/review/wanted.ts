import type { ReviewItem } from '@/api/generated/types.gen'
import { KINDS, kindOf } from '@/features/reviews/target'
import { oneOf } from '@/lib/one-of'

export const STATES = ['open', 'changes', 'approved', 'all'] as const
export const WHOSE = ['', 'me', 'asked'] as const

/** What is looked for among the reviews, as it stands in the address. */
export const wantedOf = (params: URLSearchParams) => ({
  state: oneOf(STATES, params.get('state')),
  kind: KINDS.find((each) => each === params.get('kind')) ?? '',
  board: params.get('board') ?? '',
  scene: params.get('scene') ?? '',
  whose: oneOf(WHOSE, params.get('mine')),
  words: params.get('q') ?? '',
})
export type Wanted = ReturnType<typeof wantedOf>

/** Whether a review is looked for; all its words must stand in its name, what was asked, or who asked. */
export const isWanted = (review: ReviewItem, name: string, wanted: Wanted): boolean => {
  const { target, thing, verdict } = review
  const text = `${name} ${thing.board} ${review.message} ${review.by}`.toLowerCase()
  const whose = { '': true, me: review.waits_for_you, asked: review.asked_by_you }
  return (
    (wanted.state === 'all' || wanted.state === verdict) &&
    (!wanted.kind || wanted.kind === kindOf(target, thing)) &&
    (!wanted.board || wanted.board === thing.storyboard_id) &&
    (!wanted.scene || wanted.scene === thing.scene) &&
    whose[wanted.whose] &&
    wanted.words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
}

const inOrder = new Intl.Collator('en', { numeric: true }).compare

/** What the reviews can be narrowed to: their kinds, their boards by title, and the scenes of the chosen board, or of all. */
export const choicesOf = (reviews: readonly ReviewItem[], board: string) => {
  const kinds = new Set(reviews.map(({ target, thing }) => kindOf(target, thing)))
  const boards = new Map(
    reviews.flatMap(({ thing }) => (thing.storyboard_id ? [[thing.storyboard_id, thing.board]] : [])),
  )
  const here = reviews.filter(({ thing }) => thing.scene && (!board || thing.storyboard_id === board))
  return {
    kinds: KINDS.filter((kind) => kinds.has(kind)),
    boards: [...boards].toSorted(([, a = ''], [, b = '']) => inOrder(a, b)),
    scenes: [...new Set(here.map(({ thing }) => thing.scene ?? ''))].toSorted(inOrder),
  }
}
