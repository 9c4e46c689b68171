import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Palette, Plus } from 'lucide-react'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createStyleMutation,
  listStylesInfiniteOptions,
  listStylesQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { StyleItem } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { problemOf } from '@/lib/problem'
import { at, useProjectId } from '@/lib/project'
import { base64 } from '@/lib/upload'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { DropZone } from '@/ui/drop-zone'
import { Field, Input, TextArea } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
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
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const images = await Promise.all(files.map(base64))
    make.mutate({ body: { name: String(form.get('name')), description: String(form.get('description')), images } })
  }
  return (
    <Dialog open onClose={onClose} title={t('make')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <Field label={t('name')} error={make.error ? problemOf(make.error).detail : undefined}>
          {(ids) => <Input {...ids} name="name" required maxLength={200} />}
        </Field>
        <Field label={t('description')}>{(ids) => <TextArea {...ids} name="description" maxLength={5000} />}</Field>
        <DropZone
          label={t('images')}
          text={files.length > 0 ? t('chosen', { count: files.length }) : t('addReferences')}
          hint={t('images')}
          onFiles={(more) => setFiles([...files, ...more].slice(0, MOST))}
        />
        <Button type="submit" look="primary" busy={make.isPending} className="self-end">
          {t('make')}
        </Button>
      </form>
    </Dialog>
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
      <PageHead title={t('title')} told={query.data && t('count', { count: styles.length })}>
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
          styles.length === 0 ? (
            <EmptyState
              icon={<Palette />}
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
              {styles.map((style) => (
                <li key={style.id}>
                  <Card style={style} projectId={projectId} />
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
