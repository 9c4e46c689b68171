import { useInfiniteQuery } from '@tanstack/react-query'
import { Clapperboard, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listStoryboardsInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { at, useProjectId } from '@/lib/project'
import { Button, buttonClasses } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { BoardCard } from './board-card'

/** All boards of the project, newest first. */
export const Component = () => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const query = useInfiniteQuery({
    ...listStoryboardsInfiniteOptions({ query: { limit: 24 } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const toScript = (
    <Link to={at(projectId, 'script')} className={buttonClasses({ look: 'primary' })}>
      <Plus />
      {t('newBoard')}
    </Link>
  )
  return (
    <>
      <PageHead title={t('title')}>{toScript}</PageHead>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-64" />}>
        {({ pages }) => {
          const boards = pages.flatMap(({ storyboards }) => storyboards)
          if (boards.length === 0)
            return (
              <EmptyState icon={<Clapperboard />} title={t('empty')} action={toScript}>
                {t('emptyHelp')}
              </EmptyState>
            )
          return (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-4 p-4">
              {boards.map((board) => (
                <li key={board.id}>
                  <BoardCard board={board} projectId={projectId} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button className="m-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
