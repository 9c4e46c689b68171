import { describe, expect, it } from 'vitest'
import type { ReviewItem } from '@/api/generated/types.gen'
import { choicesOf, isWanted, wantedOf } from './wanted'

const review = (given: Partial<Omit<ReviewItem, 'thing'>> & { kind?: string; thing?: object } = {}): ReviewItem =>
  ({
    target: { kind: given.kind ?? 'shot', id: '1' },
    verdict: 'open',
    waits_for_you: false,
    asked_by_you: false,
    by: 'Anna',
    message: 'Is the grin too wide?',
    ...given,
    thing: { storyboard_id: 'b', board: 'Ferry', scene: '2', shot: '1', clip: false, ...given.thing },
  }) as ReviewItem

const among = (query: string, item: ReviewItem) =>
  isWanted(item, 'Scene 2, shot 1', wantedOf(new URLSearchParams(query)))

describe('which reviews are looked for', () => {
  it.each([
    ['', review(), true],
    ['', review({ verdict: 'approved' }), false],
    ['state=all', review({ verdict: 'approved' }), true],
    ['state=changes', review({ verdict: 'changes' }), true],
    ['state=nonsense', review(), true],
    ['kind=panel', review(), true],
    ['kind=clip', review({ kind: 'take', thing: { clip: true } }), true],
    ['kind=take', review({ kind: 'take', thing: { clip: true } }), false],
    ['board=c', review(), false],
    ['board=b&scene=2', review(), true],
    ['scene=3', review(), false],
    ['mine=me', review(), false],
    ['mine=me', review({ waits_for_you: true }), true],
    ['mine=asked', review({ asked_by_you: true }), true],
    ['q=GRIN+scene', review(), true],
    ['q=anna', review(), true],
    ['q=ferry+ben', review(), false],
  ])('%s', (query, item, wanted) => expect(among(query, item)).toBe(wanted))
})

it('offers what there is, scenes in the order of the script and of the chosen board', () => {
  const all = [
    review({ thing: { scene: '10' } }),
    review({ thing: { scene: '2' } }),
    review({ thing: { scene: '1', storyboard_id: 'a', board: 'Alder' } }),
    review({ kind: 'character', thing: { scene: '', storyboard_id: null, board: '' } }),
  ]
  expect(choicesOf(all, '')).toEqual({
    kinds: ['panel', 'character'],
    boards: [
      ['a', 'Alder'],
      ['b', 'Ferry'],
    ],
    scenes: ['1', '2', '10'],
  })
  expect(choicesOf(all, 'b').scenes).toEqual(['2', '10'])
})
