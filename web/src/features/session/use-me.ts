import { useQuery } from '@tanstack/react-query'
import { getMeOptions } from '@/api/generated/@tanstack/react-query.gen'

/** Who you are to this server: alone on a laptop, nobody yet, a person, or a guest. */
export const useMe = () => useQuery({ ...getMeOptions(), staleTime: Number.POSITIVE_INFINITY })

/** Whether the server knows accounts (`onmodel serve --team`). */
export const useTeam = () => {
  const { data } = useMe()
  return data !== undefined && data.kind !== 'local'
}
