import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listNotesInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { Waits } from '@/features/home/waits'
import { targetPath } from '@/features/reviews/target'
import { ThingPicture } from '@/features/reviews/thing-picture'
import { useThingName } from '@/features/reviews/use-thing-name'
import { useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

/** What was said in the whole project, and what of it waits for you. */
export const Said = () => {
  const { t } = useTranslation('review')
  const projectId = useProjectId()
  const nameOf = useThingName()
  const query = useInfiniteQuery({
    ...listNotesInfiniteOptions(),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  return (
    <div className="grid gap-6 p-4 lg:grid-cols-[1fr_22rem]">
      <section aria-labelledby="said">
        <h2 id="said" className="mb-2 font-semibold">
          {t('saidHere')}
        </h2>
        <Loaded query={query} skeleton={<Skeleton className="h-64" />}>
          {({ pages }) => {
            const notes = pages.flatMap((page) =>
              page.notes.map((note) => ({ note, thing: page.things[note.target.id] })),
            )
            if (notes.length === 0)
              return (
                <EmptyState icon={<MessageSquare />} title={t('nothing')}>
                  {t('nothingHelp')}
                </EmptyState>
              )
            return (
              <ul className="divide-y rounded-lg border bg-surface">
                {notes.map(({ note, thing }) => (
                  <li key={note.id}>
                    <Link
                      to={targetPath(projectId, note.target, note.id, thing)}
                      className="flex items-start gap-3 px-3 py-2 hover:bg-raised"
                    >
                      <ThingPicture target={note.target} thing={thing} className="w-20 shrink-0 rounded" />
                      <span className="min-w-0 flex-1">
                        <span className="flex flex-wrap items-center gap-x-2 text-[13px] text-muted">
                          <span className="font-medium text-ink">{note.author_name}</span>
                          {nameOf(note.target, thing)}
                          <span>{ago(note.created_at)}</span>
                          <Badge tone={note.resolved ? 'excellent' : 'plain'}>
                            {note.resolved ? t('resolved') : t('open')}
                          </Badge>
                        </span>
                        <span className="line-clamp-2">{note.body}</span>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }}
        </Loaded>
        {query.hasNextPage && (
          <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </section>
      <div>
        <Waits saidIn={projectId} />
      </div>
    </div>
  )
}
