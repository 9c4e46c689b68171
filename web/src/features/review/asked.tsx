import { useInfiniteQuery } from '@tanstack/react-query'
import { ListFilter, Stamp } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listReviewsInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useThingName } from '@/features/reviews/use-thing-name'
import { useOffer } from '@/lib/commands'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Filters } from './filters'
import { ReviewRow } from './review-row'
import { choicesOf, isWanted, wantedOf } from './wanted'

const NONE = { state: null, mine: null, kind: null, board: null, scene: null, q: null }

/** All reviews of the project: the pages come one after the other, so that a filter looks through all of them. */
const useReviews = () => {
  const query = useInfiniteQuery({
    ...listReviewsInfiniteOptions({ query: { limit: 200 } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  return { query, reviews: useMemo(() => query.data?.pages.flatMap(({ reviews }) => reviews) ?? [], [query.data]) }
}

/** The keyboard through the rows: j and k go, Enter opens, as it does with every link. */
const useRowKeys = () => {
  const { t } = useTranslation('review')
  const list = useRef<HTMLUListElement>(null)
  useOffer(
    useMemo(() => {
      const step = (by: number) => () => {
        const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-review]') ?? [])]
        const place = rows.indexOf(document.activeElement as HTMLElement)
        rows[Math.min(rows.length - 1, Math.max(0, place + by))]?.focus()
      }
      return [
        { id: 'review-next', title: t('nextRow'), group: t('group'), keys: 'j', run: step(1) },
        { id: 'review-previous', title: t('previousRow'), group: t('group'), keys: 'k', run: step(-1) },
      ]
    }, [t]),
  )
  return list
}

const Waiting = () => (
  <span className="flex flex-col gap-3 px-4">
    {[0, 1, 2, 3].map((place) => (
      <Skeleton key={place} className="h-18" />
    ))}
  </span>
)

/** What people were asked to approve, narrowed to what is looked for. */
export const Asked = () => {
  const { t } = useTranslation('review')
  const [params, put] = usePut()
  const wanted = wantedOf(params)
  const words = useDeferredValue(wanted.words)
  const { query, reviews } = useReviews()
  const nameOf = useThingName()
  const list = useRowKeys()
  const named = reviews.map((review) => ({ review, name: nameOf(review.target, review.thing) }))
  const shown = named.filter(({ review, name }) => isWanted(review, name, { ...wanted, words }))
  return (
    <>
      <Filters wanted={wanted} choices={choicesOf(reviews, wanted.board)} put={put} />
      <Loaded query={query} skeleton={<Waiting />}>
        {() => {
          if (reviews.length === 0)
            return (
              <EmptyState icon={<Stamp />} title={t('nothingAsked')}>
                {t('nothingAskedHelp')}
              </EmptyState>
            )
          if (shown.length === 0)
            return (
              <EmptyState
                icon={<ListFilter />}
                title={t('noneSuch')}
                action={<Button onClick={() => put({ ...NONE, state: 'all' })}>{t('showAll')}</Button>}
              >
                {t('noneSuchHelp', { count: reviews.length })}
              </EmptyState>
            )
          return (
            <>
              <p role="status" className="px-4 pb-2 text-[13px] text-muted">
                {t('shown', { count: shown.length })}
              </p>
              <ul ref={list} aria-label={t('tabs.asked')} className="divide-y border-y bg-surface">
                {shown.map(({ review, name }) => (
                  <ReviewRow key={review.id} review={review} name={name} />
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </>
  )
}
