import { useQuery } from '@tanstack/react-query'
import { listShotsOptions } from '@/api/generated/@tanstack/react-query.gen'
import { getCharacterUsage } from '@/api/generated/sdk.gen'
import { seenAs } from './seen'

/** How a character was seen last, who may have no photograph: cut out of the frame that is nearest to them, and how they hold on that board. */
export const useSeen = (id: string, enabled: boolean) => {
  const usage = useQuery({
    queryKey: [{ _id: 'storyboardsThatShow', id }], // old when a board changes, not when the character does
    queryFn: async () => (await getCharacterUsage({ path: { character_id: id }, throwOnError: true })).data,
    enabled,
  })
  const board = usage.data?.boards[0]
  const shots = useQuery({
    ...listShotsOptions({ path: { storyboard_id: board?.id ?? '' } }),
    enabled: board !== undefined,
  })
  return enabled && board && shots.data ? seenAs(id, board.script_name, shots.data.shots) : null
}
