import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listJobsInfiniteOptions, listJobsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { JobOut } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { oneOf } from '@/lib/one-of'
import { at, useProjectId } from '@/lib/project'
import { usePut } from '@/lib/use-put'
import { Button, buttonClasses } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { JobRow } from './job-row'
import { JobSheet } from './job-sheet'
import { Queues } from './queues'
import { useJobThings } from './use-job-things'
import { type Filter, isOpen, statesOf } from './words'

const FILTERS = ['all', 'open', 'failed', 'done'] as const

/** What was ordered, without the parts of it: a board of hundreds of panels is one job here. */
const useJobs = (filter: Filter) =>
  useInfiniteQuery({
    ...listJobsInfiniteOptions({ query: { parent: 'none', state: statesOf(filter), limit: 50 } }),
    placeholderData: keepPreviousData,
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(isOpen) ? 2000 : false),
  })

const useKeys = (jobs: JobOut[], current: string | null, open: (id: string) => void) => {
  const { t } = useTranslation('jobs')
  useOffer(
    useMemo(() => {
      const place = jobs.findIndex(({ id }) => id === current)
      const step = (by: number) => () => {
        const job = jobs[Math.min(jobs.length - 1, Math.max(0, place + by))]
        if (job) open(job.id)
      }
      return [
        { id: 'job-next', title: t('next'), group: t('group'), keys: 'j', run: step(1) },
        { id: 'job-previous', title: t('previous'), group: t('group'), keys: 'k', run: step(-1) },
      ]
    }, [jobs, current, open, t]),
  )
}

/** Every job of the project: how far it is, when it is its turn, and what can be done with it. */
export const Component = () => {
  const { t } = useTranslation('jobs')
  const projectId = useProjectId()
  const [params, put] = usePut()
  const filter = oneOf(FILTERS, params.get('show'))
  const current = params.get('job')
  const open = useCallback((job: string | null) => put({ job }), [put])
  const query = useJobs(filter)
  const jobs = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const atWork = useQuery(listJobsOptions({ query: { parent: 'none', state: statesOf('open'), limit: 200 } }))
  const things = useJobThings(jobs)
  useKeys(jobs, current, open)
  return (
    <>
      <PageHead title={t('title')} told={atWork.data && t('told', { count: atWork.data.items.length })}>
        <fieldset aria-label={t('filter')} className="flex rounded-md border">
          {FILTERS.map((name) => (
            <Button
              key={name}
              look="quiet"
              aria-pressed={filter === name}
              onClick={() => put({ show: name })}
              className="aria-pressed:bg-raised aria-pressed:text-accent"
            >
              {t(name)}
            </Button>
          ))}
        </fieldset>
      </PageHead>
      <Queues />
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-64" />}>
        {() =>
          jobs.length === 0 ? (
            <EmptyState
              icon={<ListChecks />}
              title={t('empty')}
              action={
                <Link className={buttonClasses()} to={at(projectId, 'storyboards')}>
                  {t('toBoards')}
                </Link>
              }
            >
              {t('emptyHelp')}
            </EmptyState>
          ) : (
            <ul>
              {jobs.map((job) => (
                <JobRow
                  key={job.id}
                  job={job}
                  of={things.get(job.id)}
                  current={job.id === current}
                  onOpen={() => open(job.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button className="m-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {current && <JobSheet jobId={current} onClose={() => open(null)} />}
    </>
  )
}
