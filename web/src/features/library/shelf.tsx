import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listUsesOptions } from '@/api/generated/@tanstack/react-query.gen'
import { Button } from '@/ui/button'
import { ErrorState, Skeleton } from '@/ui/states'
import { EntryCard } from './entry-card'
import { readShelf, shelfKey, type Wanted } from './shelves'
import type { Definitions } from './use-definitions'

interface ShelfProps {
  wanted: Wanted
  title: string
  foreign: boolean
  /** Why you may not change the project that you are in. */
  why?: string
  definitions: Definitions
}

/** The things of one kind in one project; nothing at all where there are none. */
export const Shelf = ({ wanted, title, foreign, why, definitions }: ShelfProps) => {
  const { t } = useTranslation('library')
  const query = useInfiniteQuery({
    queryKey: shelfKey(wanted),
    queryFn: ({ pageParam }) => readShelf(wanted, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const uses = useQuery({
    ...listUsesOptions({ headers: { 'X-Onmodel-Project': wanted.project } }),
    enabled: wanted.kind !== 'canvas' && !wanted.bin,
  })
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Skeleton className="m-4 h-40" />
  const entries = query.data.pages.flatMap(({ items }) => items)
  if (entries.length === 0) return null
  return (
    <section aria-label={title} className="px-4 pt-4">
      <h2 className="mb-2 font-semibold">
        {title}{' '}
        <span className="font-normal text-[13px] text-muted">
          {entries.length}
          {query.hasNextPage && '+'}
        </span>
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(10rem,100%),1fr))] gap-3">
        {entries.map((entry) => (
          <li key={entry.id} className="[contain-intrinsic-size:auto_14rem] [content-visibility:auto]">
            <EntryCard
              entry={entry}
              boards={uses.data && (uses.data.boards[entry.id] ?? 0)}
              projectId={wanted.project}
              foreign={foreign}
              bin={wanted.bin}
              why={why}
              definitions={definitions}
            />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  )
}
