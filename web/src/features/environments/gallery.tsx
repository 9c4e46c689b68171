import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { MapPin, Plus } from 'lucide-react'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createEnvironmentMutation,
  listEnvironmentsInfiniteOptions,
  listEnvironmentsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { useMay } from '@/features/session/use-may'
import { problemOf } from '@/lib/problem'
import { at, useProjectId } from '@/lib/project'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input, TextArea } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

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
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    make.mutate({ body: { name: String(form.get('name')), description: String(form.get('description')) } })
  }
  return (
    <Dialog open onClose={onClose} title={t('make')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('name')} error={make.error ? problemOf(make.error).detail : undefined}>
          {(ids) => <Input {...ids} name="name" required maxLength={200} />}
        </Field>
        <Field label={t('description')}>{(ids) => <TextArea {...ids} name="description" maxLength={5000} />}</Field>
        <Button type="submit" look="primary" busy={make.isPending} className="self-end">
          {t('make')}
        </Button>
      </form>
    </Dialog>
  )
}

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
      <PageHead title={t('title')} told={query.data && t('count', { count: places.length })}>
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          type="search"
          value={words}
          onChange={({ target }) => setWords(target.value)}
          className="w-48"
        />
        <Button look="primary" why={why} onClick={() => setMaking(true)}>
          <Plus />
          {t('make')}
        </Button>
      </PageHead>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-48" />}>
        {() =>
          places.length === 0 ? (
            <EmptyState
              icon={<MapPin />}
              title={t('empty')}
              action={
                <Button why={why} onClick={() => setMaking(true)}>
                  {t('make')}
                </Button>
              }
            >
              {t('emptyHelp')}
            </EmptyState>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-4 p-4">
              {places.map((place) => (
                <li key={place.id}>
                  <Link
                    to={at(projectId, 'environments', place.id)}
                    className="flex items-center gap-3 rounded-lg border bg-surface p-4 hover:border-line-strong"
                  >
                    <MapPin className="size-5 text-muted" />
                    <span className="min-w-0 truncate font-medium">{place.name}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <Make onClose={() => setMaking(false)} />}
    </>
  )
}
