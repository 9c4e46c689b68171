import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createEnvironmentMutation,
  listEnvironmentsInfiniteOptions,
  listEnvironmentsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { EnvironmentItem } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { Gallery } from '@/ui/gallery'
import { MakeDialog } from '@/ui/make-dialog'
import { Picture } from '@/ui/picture'

const Make = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('environments')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const make = useMutation({
    ...createEnvironmentMutation(),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: listEnvironmentsQueryKey() })
      void go(at(projectId, 'environments', id))
    },
  })
  return (
    <MakeDialog
      title={t('make')}
      name={t('name')}
      description={t('description')}
      make={make}
      onMake={(body) => make.mutate({ body })}
      onClose={onClose}
    />
  )
}

const Card = ({ place, projectId }: { place: EnvironmentItem; projectId: string }) => (
  <Link
    to={at(projectId, 'environments', place.id)}
    className="block overflow-hidden rounded-lg border bg-surface hover:border-line-strong"
  >
    {place.thumbnail_url && <Picture src={place.thumbnail_url} alt="" edge={280} />}
    <span className="flex items-center gap-3 p-4">
      <MapPin className="size-5 text-muted" />
      <span className="min-w-0 truncate font-medium">{place.name}</span>
    </span>
  </Link>
)

/** The project's places. */
export const Component = () => {
  const { t } = useTranslation('environments')
  const projectId = useProjectId()
  const { why } = useMay('edit')
  const [making, setMaking] = useState(false)
  const [words, setWords] = useState('')
  const search = useDeferredValue(words)
  const query = useInfiniteQuery({
    ...listEnvironmentsInfiniteOptions({ query: { limit: 60, search } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const places = query.data?.pages.flatMap(({ environments }) => environments) ?? []
  return (
    <>
      <Gallery
        title={t('title')}
        count={t('count', { count: places.length })}
        searching={t('search')}
        search={words}
        onSearch={setWords}
        make={t('make')}
        why={why}
        onMake={() => setMaking(true)}
        empty={{ icon: <MapPin />, title: t('empty'), help: t('emptyHelp') }}
        query={query}
        items={places}
      >
        {(place) => <Card place={place} projectId={projectId} />}
      </Gallery>
      {making && <Make onClose={() => setMaking(false)} />}
    </>
  )
}
