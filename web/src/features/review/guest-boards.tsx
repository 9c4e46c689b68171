import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listStoryboardsInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { ago } from '@/lib/time'
import { Button } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { GuestTools } from './guest-parts'

/** Every board of a project that a link shows as a whole, the newest first. */
export const GuestBoards = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation('review')
  const query = useInfiniteQuery({
    ...listStoryboardsInfiniteOptions({ query: { limit: 60 } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const boards = query.data?.pages.flatMap(({ storyboards }) => storyboards) ?? []
  return (
    <main className="flex h-full flex-col">
      <PageHead title={t('boards')} told={t('boardsHelp')}>
        <GuestTools />
      </PageHead>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <Loaded query={query} skeleton={<Skeleton className="h-96" />}>
          {() =>
            boards.length === 0 ? (
              <EmptyState title={t('noBoard')} />
            ) : (
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-4">
                {boards.map((board) => (
                  <li key={board.id}>
                    <button
                      type="button"
                      onClick={() => onOpen(board.id)}
                      className="block w-full overflow-hidden rounded-lg border bg-surface text-left hover:border-line-strong"
                    >
                      <Picture src={board.thumbnails[0]} alt="" edge={400} />
                      <span className="block truncate px-3 pt-3 font-medium">{board.title}</span>
                      <span className="flex justify-between px-3 pb-3 text-[13px] text-muted">
                        <span>{t('panels', { count: board.panels })}</span>
                        {ago(board.created_at)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        {query.hasNextPage && (
          <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </div>
    </main>
  )
}
