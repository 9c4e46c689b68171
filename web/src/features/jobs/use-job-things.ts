import { useQueries } from '@tanstack/react-query'
import { listJobThingsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { JobThing } from '@/api/generated/types.gen'

const AT_ONCE = 50 // a page of jobs: one that comes on top asks for its own page again, not for all

/** Lists of at most `size`, from the last one on, so that what comes on top changes the first list alone. */
export const chunked = <Item>(items: readonly Item[], size: number): Item[][] => {
  const first = items.length % size
  const starts = [
    ...(first ? [0] : []),
    ...Array.from({ length: Math.floor(items.length / size) }, (_, at) => first + at * size),
  ]
  return starts.map((start, at) => items.slice(start, starts[at + 1] ?? items.length))
}

/** What these jobs are of, by the job's id; a job that is of nothing with a name is left out. */
export const useJobThings = (jobs: readonly { id: string }[]): Map<string, JobThing> =>
  useQueries({
    queries: chunked(
      jobs.map(({ id }) => id),
      AT_ONCE,
    ).map((id) => ({ ...listJobThingsOptions({ query: { id } }), staleTime: 60_000 })),
    combine: (pages) => new Map(pages.flatMap(({ data }) => data?.things ?? []).map((found) => [found.job_id, found])),
  })
