import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Palette } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createStyleMutation,
  listStylesInfiniteOptions,
  listStylesQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { StyleItem } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { base64 } from '@/lib/upload'
import { Badge } from '@/ui/badge'
import { DropZone } from '@/ui/drop-zone'
import { Gallery } from '@/ui/gallery'
import { MakeDialog } from '@/ui/make-dialog'
import { SwatchRow } from './swatches'

const Card = ({ style, projectId }: { style: StyleItem; projectId: string }) => {
  const { t } = useTranslation('styles')
  return (
    <Link
      to={at(projectId, 'styles', style.id)}
      className="block overflow-hidden rounded-lg border bg-surface hover:border-line-strong"
    >
      <SwatchRow palette={style.palette} className="h-24" />
      <span className="flex items-center gap-2 p-3">
        <span className="min-w-0 flex-1 truncate font-medium">{style.name}</span>
        <Badge>{t(`kinds.${style.type}`)}</Badge>
      </span>
    </Link>
  )
}

const MOST = 12 // stills of a style

const Make = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('styles')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const make = useMutation({
    ...createStyleMutation(),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: listStylesQueryKey() })
      void go(at(projectId, 'styles', id))
    },
  })
  return (
    <MakeDialog
      title={t('make')}
      name={t('name')}
      description={t('description')}
      make={make}
      onMake={async (made) => make.mutate({ body: { ...made, images: await Promise.all(files.map(base64)) } })}
      onClose={onClose}
    >
      <DropZone
        label={t('images')}
        text={files.length > 0 ? t('chosen', { count: files.length }) : t('addReferences')}
        hint={t('images')}
        onFiles={(more) => setFiles([...files, ...more].slice(0, MOST))}
      />
    </MakeDialog>
  )
}

/** The project's styles by their palettes. */
export const Component = () => {
  const { t } = useTranslation('styles')
  const projectId = useProjectId()
  const { why } = useMay('edit')
  const [making, setMaking] = useState(false)
  const [words, setWords] = useState('')
  const search = useDeferredValue(words)
  const query = useInfiniteQuery({
    ...listStylesInfiniteOptions({ query: { limit: 60, search } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const styles = query.data?.pages.flatMap(({ styles }) => styles) ?? []
  return (
    <>
      <Gallery
        title={t('title')}
        count={t('count', { count: styles.length })}
        searching={t('search')}
        search={words}
        onSearch={setWords}
        make={t('make')}
        why={why}
        onMake={() => setMaking(true)}
        empty={{ icon: <Palette />, title: t('empty'), help: t('emptyHelp') }}
        query={query}
        items={styles}
      >
        {(style) => <Card style={style} projectId={projectId} />}
      </Gallery>
      {making && <Make onClose={() => setMaking(false)} />}
    </>
  )
}
