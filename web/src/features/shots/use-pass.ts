import { useQuery } from '@tanstack/react-query'
import { listGenerationsOptions } from '@/api/generated/@tanstack/react-query.gen'

/** The board's newest pass, which hero frames and clips belong to; with those that it came from it has all of them. */
export const usePass = (storyboardId: string) => {
  const query = useQuery(listGenerationsOptions({ query: { storyboard_id: storyboardId, limit: 1 } }))
  return { query, pass: query.data?.generations[0] }
}
