import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ArchiveRestore, Clapperboard, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  listDeletedStoryboardsOptions,
  listStoryboardsInfiniteOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { BinSwitch } from '@/ui/bin-switch'
import { Button, buttonClasses } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { BoardCard } from './board-card'
import { useBin } from './use-bin'

const ToScript = () => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  return (
    <Link to={at(projectId, 'script')} className={buttonClasses({ look: 'primary' })}>
      <Plus />
      {t('newBoard')}
    </Link>
  )
}

/** Boards that were put away, each with the way back. */
const Bin = () => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const { why } = useMay('edit')
  const bin = useBin()
  return (
    <Loaded query={useQuery(listDeletedStoryboardsOptions())} skeleton={<Skeleton className="m-4 h-64" />}>
      {({ storyboards }) =>
        storyboards.length === 0 ? (
          <EmptyState icon={<Trash2 />} title={t('emptyBin')}>
            {t('emptyBinHelp')}
          </EmptyState>
        ) : (
          <ul className="divide-y px-4">
            {storyboards.map((board) => (
              <li key={board.id} className="flex flex-wrap items-center gap-3 py-2">
                <Link to={at(projectId, 'storyboards', board.id)} className="min-w-0 flex-1 truncate hover:underline">
                  {board.title}
                </Link>
                <span className="text-[13px] text-muted">{board.deleted_at && ago(board.deleted_at)}</span>
                <Button size="small" why={why} busy={bin.busy} onClick={() => bin.takeBack(board)}>
                  <ArchiveRestore />
                  {t('restore')}
                </Button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

/** All boards of the project, newest first. */
const Boards = () => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const query = useInfiniteQuery({
    ...listStoryboardsInfiniteOptions({ query: { limit: 24 } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  return (
    <>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-64" />}>
        {({ pages }) => {
          const boards = pages.flatMap(({ storyboards }) => storyboards)
          if (boards.length === 0)
            return (
              <EmptyState icon={<Clapperboard />} title={t('empty')} action={<ToScript />}>
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

/** The boards of the project, or what was put away of them. */
export const Component = () => {
  const { t } = useTranslation('storyboards')
  const [params, put] = usePut()
  const away = params.has('bin')
  return (
    <>
      <PageHead title={t('title')}>
        <BinSwitch label={t('bin')} on={away} onTurn={(on) => put({ bin: on ? '1' : null })} />
        <ToScript />
      </PageHead>
      {away ? <Bin /> : <Boards />}
    </>
  )
}
