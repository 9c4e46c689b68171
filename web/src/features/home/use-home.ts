import { useQuery } from '@tanstack/react-query'
import { getHomeOptions } from '@/api/generated/@tanstack/react-query.gen'

const LOOK = 60_000 // ms: what happens in other projects is not told here, so it is asked for

/** Your projects, and what waits for you in all of them. */
export const useHome = () =>
  useQuery({
    ...getHomeOptions(),
    refetchInterval: ({ state }) => ((state.data?.projects.length ?? 0) > 1 ? LOOK : false),
  })
