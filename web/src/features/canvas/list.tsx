import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Search, Waypoints } from 'lucide-react'
import { type FormEvent, useCallback, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createCanvasMutation,
  listCanvasesInfiniteOptions,
  listCanvasesQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { CanvasItem } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useCommand } from '@/lib/commands'
import { problemOf } from '@/lib/problem'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input, TextArea } from '@/ui/field'
import { Miniature } from '@/ui/miniature'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

const Make = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('canvas')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const make = useMutation({
    ...createCanvasMutation(),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: listCanvasesQueryKey() })
      void go(at(projectId, 'canvas', id))
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

const Card = ({ canvas, projectId }: { canvas: CanvasItem; projectId: string }) => {
  const { t } = useTranslation('canvas')
  return (
    <Link
      to={at(projectId, 'canvas', canvas.id)}
      className="block overflow-hidden rounded-lg border bg-surface hover:border-line-strong"
    >
      <Miniature spots={canvas.spots} />
      <span className="block border-t p-3">
        <span className="block truncate font-medium">{canvas.name}</span>
        {canvas.description && <span className="line-clamp-2 text-[13px] text-muted">{canvas.description}</span>}
        <span className="flex gap-2 text-[13px] text-muted">
          {canvas.node_count > 0 ? t('onIt', { count: canvas.node_count }) : t('nothingOnIt')}
          <span className="flex-1 text-right">{ago(canvas.updated_at)}</span>
        </span>
      </span>
    </Link>
  )
}

/** The project's canvases. */
export const Component = () => {
  const { t } = useTranslation('canvas')
  const projectId = useProjectId()
  const { may, why } = useMay('edit')
  const [making, setMaking] = useState(false)
  const [words, setWords] = useState('')
  const search = useDeferredValue(words)
  const query = useInfiniteQuery({
    ...listCanvasesInfiniteOptions({ query: { limit: 60, search } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const canvases = query.data?.pages.flatMap(({ canvases }) => canvases) ?? []
  const make = useCallback(() => may && setMaking(true), [may])
  useCommand({ id: 'canvas-make', title: t('make'), group: t('group'), keys: 'c', run: make })
  const nothing = search ? (
    <EmptyState icon={<Search />} title={t('nothingFound')}>
      {t('nothingFoundHelp')}
    </EmptyState>
  ) : (
    <EmptyState
      icon={<Waypoints />}
      title={t('empty')}
      action={
        <Button look="primary" why={why} onClick={make}>
          <Plus />
          {t('make')}
        </Button>
      }
    >
      {t('emptyHelp')}
    </EmptyState>
  )
  return (
    <>
      <PageHead title={t('title')} told={query.data && t('count', { count: canvases.length })}>
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          type="search"
          value={words}
          onChange={({ target }) => setWords(target.value)}
          className="w-48"
        />
        <Button look="primary" why={why} onClick={make}>
          <Plus />
          {t('make')}
        </Button>
      </PageHead>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-48" />}>
        {() =>
          canvases.length === 0 ? (
            nothing
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-4 p-4">
              {canvases.map((canvas) => (
                <li key={canvas.id}>
                  <Card canvas={canvas} projectId={projectId} />
                </li>
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
      {making && <Make onClose={() => setMaking(false)} />}
    </>
  )
}
