import { useQuery } from '@tanstack/react-query'
import { Clapperboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listProjectsOptions, listStoryboardsOptions } from '@/api/generated/@tanstack/react-query.gen'
import { BoardCard } from '@/features/storyboards/board-card'
import { at, useProjectId } from '@/lib/project'
import { buttonClasses } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Activity } from './activity'
import { Projects } from './projects'
import { Waits } from './waits'

const Boards = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('home')
  const boards = useQuery(listStoryboardsOptions({ query: { limit: 6 } }))
  return (
    <section aria-labelledby="boards">
      <header className="mb-2 flex items-baseline justify-between">
        <h2 id="boards" className="font-semibold">
          {t('boards')}
        </h2>
        <Link to={at(projectId, 'storyboards')} className="text-accent hover:underline">
          {t('allBoards')}
        </Link>
      </header>
      <Loaded query={boards} skeleton={<Skeleton className="h-56" />}>
        {({ storyboards }) =>
          storyboards.length === 0 ? (
            <div className="rounded-lg border border-dashed">
              <EmptyState
                icon={<Clapperboard />}
                title={t('start')}
                action={
                  <span className="flex gap-2">
                    <Link to={at(projectId, 'script')} className={buttonClasses({ look: 'primary' })}>
                      {t('toScript')}
                    </Link>
                    <Link to={at(projectId, 'characters')} className={buttonClasses()}>
                      {t('toCharacters')}
                    </Link>
                  </span>
                }
              >
                {t('startHelp')}
              </EmptyState>
            </div>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-4">
              {storyboards.map((board) => (
                <li key={board.id}>
                  <BoardCard board={board} projectId={projectId} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

/** The project at a glance, among your others: recent boards, what waits for you in all of them, what happened here. */
export const Component = () => {
  const projectId = useProjectId()
  const { data } = useQuery(listProjectsOptions())
  const { t } = useTranslation()
  const project = data?.items.find(({ id }) => id === projectId)
  return (
    <>
      <PageHead title={project?.name ?? t('home')} told={project?.description} />
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex flex-col gap-6">
          <Projects projectId={projectId} />
          <Boards projectId={projectId} />
        </div>
        <div className="flex flex-col gap-6">
          <Waits />
          <Activity />
        </div>
      </div>
    </>
  )
}
