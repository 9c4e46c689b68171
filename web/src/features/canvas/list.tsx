import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Waypoints } from 'lucide-react'
import { useCallback, useDeferredValue, useState } from 'react'
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
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Gallery } from '@/ui/gallery'
import { MakeDialog } from '@/ui/make-dialog'
import { Miniature } from '@/ui/miniature'

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
  return (
    <>
      <Gallery
        title={t('title')}
        count={t('count', { count: canvases.length })}
        searching={t('search')}
        search={words}
        onSearch={setWords}
        make={t('make')}
        why={why}
        onMake={make}
        empty={{ icon: <Waypoints />, title: t('empty'), help: t('emptyHelp') }}
        query={query}
        items={canvases}
      >
        {(canvas) => <Card canvas={canvas} projectId={projectId} />}
      </Gallery>
      {making && <Make onClose={() => setMaking(false)} />}
    </>
  )
}
