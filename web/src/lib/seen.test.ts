import { expect, it } from 'vitest'
import type { PanelShot } from '@/api/generated/types.gen'
import { seenAs } from './seen'

const shot = (framing: string, take: string, score: number | null, stale = false) =>
  ({
    framing,
    frame: { take_id: take },
    scores: [{ character: 'EMMA', score }],
    stale,
    characters: ['EMMA'],
  }) as unknown as PanelShot

it('shows somebody by the nearest frame in which they could be judged, with the mean of their scores', () => {
  const shots = [shot('WS', 'wide', 90), shot('CU', 'near', 70, true), shot('ECU', 'dark', null)]
  expect(seenAs('7', 'EMMA', shots)).toEqual({
    picture: '/api/takes/near/crops/7?part=whole&edge=320',
    score: 80,
    stale: true,
  })
  expect(seenAs('7', 'BAI', shots)).toBeNull()
})
