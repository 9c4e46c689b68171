import type { TallyOut } from '@/api/generated/types.gen'

const counts = (value: number | null) => ({ ups: value === 1 ? 1 : 0, downs: value === -1 ? 1 : 0 })

/** A tally as it will be once my vote is `value` (1, -1, or null for none). */
export const voted = (tally: TallyOut, value: number | null): TallyOut => {
  const [before, after] = [counts(tally.mine), counts(value)]
  return {
    ...tally,
    mine: value,
    ups: tally.ups - before.ups + after.ups,
    downs: tally.downs - before.downs + after.downs,
  }
}
