import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listNotesInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { Waits } from '@/features/home/waits'
import { targetPath } from '@/features/reviews/target'
import { useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

/** What waits for you, and what was said in the whole project. */
export const Component = () => {
  const { t } = useTranslation('review')
  const projectId = useProjectId()
  const query = useInfiniteQuery({
    ...listNotesInfiniteOptions(),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const notes = query.data?.pages.flatMap(({ notes }) => notes) ?? []
  return (
    <>
      <PageHead title={t('title')} />
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_22rem]">
        <section aria-labelledby="said">
          <h2 id="said" className="mb-2 font-semibold">
            {t('saidHere')}
          </h2>
          <Loaded query={query} skeleton={<Skeleton className="h-64" />}>
            {() =>
              notes.length === 0 ? (
                <EmptyState icon={<MessageSquare />} title={t('nothing')}>
                  {t('nothingHelp')}
                </EmptyState>
              ) : (
                <ul className="divide-y rounded-lg border bg-surface">
                  {notes.map((note) => (
                    <li key={note.id}>
                      <Link
                        to={targetPath(projectId, note.target, note.id)}
                        className="block px-3 py-2 hover:bg-raised"
                      >
                        <span className="flex items-center gap-2 text-[13px] text-muted">
                          <span className="font-medium text-ink">{note.author_name}</span>
                          {ago(note.created_at)}
                          <Badge tone={note.resolved ? 'excellent' : 'plain'}>
                            {note.resolved ? t('resolved') : t('open')}
                          </Badge>
                        </span>
                        <span className="line-clamp-2">{note.body}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
          {query.hasNextPage && (
            <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </section>
        <Waits projectId={projectId} />
      </div>
    </>
  )
}
