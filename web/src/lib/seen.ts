import type { PanelShot } from '@/api/generated/types.gen'

const NEAR = ['ECU', 'CU', 'MCU', 'MS', 'MLS', 'WS', 'EWS'] // the nearer, the more is seen of a face

const nearness = (framing: string) => {
  const place = NEAR.indexOf(framing)
  return place < 0 ? NEAR.length / 2 : place
}

/** Somebody as a board shows them: a picture cut out of the nearest frame, their mean score, whether a frame is stale. */
export const seenAs = (
  characterId: string,
  name: string,
  shots: readonly Pick<PanelShot, 'framing' | 'frame' | 'scores' | 'stale' | 'characters'>[],
) => {
  const found = shots.flatMap((shot) => {
    const score = shot.scores.find(({ character }) => character === name)?.score
    return shot.frame && typeof score === 'number' ? [{ ...shot, take: shot.frame.take_id, score }] : []
  })
  const nearest = found.sort((a, b) => nearness(a.framing) - nearness(b.framing))[0]
  if (!nearest) return null
  return {
    picture: `/api/takes/${nearest.take}/crops/${characterId}?part=whole&edge=320`,
    score: found.reduce((sum, { score }) => sum + score, 0) / found.length,
    stale: shots.some(({ stale, characters }) => stale && characters.includes(name)),
  }
}
