import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Scissors } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import {
  createCutMutation,
  listCutsInfiniteOptions,
  listCutsQueryKey,
  listStoryboardsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { CutIn } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { useHere } from '@/realtime/presence'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Select } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { tellFailure } from '@/ui/toast'

const RATES = ['23.976', '24', '25', '29.97', '30', '50', '59.94']

const Make = ({ open, boardId, onClose }: { open: boolean; boardId: string | null; onClose: () => void }) => {
  const { t } = useTranslation('cuts')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const boards = useQuery(listStoryboardsOptions())
  const make = useMutation({
    ...createCutMutation(),
    onError: tellFailure,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: listCutsQueryKey() })
      void go(at(projectId, 'cuts', id))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const body: CutIn = { storyboard_id: String(form.get('board')), rate: String(form.get('rate')) as CutIn['rate'] }
    make.mutate({ body })
  }
  const found = boards.data?.storyboards ?? []
  return (
    <Dialog open={open} onClose={onClose} title={t('make')} description={t('makeHelp')}>
      <form onSubmit={submit} className="space-y-3">
        <Field label={t('board')} error={boards.data && found.length === 0 ? t('noBoard') : undefined}>
          {(ids) => (
            <Select {...ids} name="board" defaultValue={boardId ?? undefined}>
              {found.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('rate')}>
          {(ids) => (
            <Select {...ids} name="rate" defaultValue="24">
              {RATES.map((rate) => (
                <option key={rate}>{rate}</option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" look="primary" busy={make.isPending} disabled={found.length === 0}>
          {t('make')}
        </Button>
      </form>
    </Dialog>
  )
}

/** The project's cuts. */
export const Component = () => {
  const { t } = useTranslation('cuts')
  const projectId = useProjectId()
  const [params, put] = usePut()
  const { why } = useMay('edit')
  const [making, setMaking] = useState(false)
  const boardId = params.get('board')
  const query = useInfiniteQuery({
    ...listCutsInfiniteOptions({ query: boardId ? { storyboard_id: boardId } : {} }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const boards = useQuery(listStoryboardsOptions())
  useHere({ page: 'cuts' })
  const cuts = query.data?.pages.flatMap((page) => page.cuts) ?? []
  const board = new Map(boards.data?.storyboards.map((each) => [each.id, each]))
  const make = (
    <Button look="primary" why={why} onClick={() => setMaking(true)}>
      <Plus />
      {t('make')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} told={query.data && t('count', { count: cuts.length })}>
        {make}
      </PageHead>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-48" />}>
        {() =>
          cuts.length === 0 ? (
            <EmptyState icon={<Scissors />} title={t('empty')} action={make}>
              {t('emptyHelp')}
            </EmptyState>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-4 p-4">
              {cuts.map((cut) => (
                <li key={cut.id}>
                  <Link
                    to={at(projectId, 'cuts', cut.id)}
                    className="block overflow-hidden rounded-lg border bg-surface hover:border-line-strong"
                  >
                    <span className="grid grid-cols-4 gap-px bg-black">
                      {[0, 1, 2, 3].map((place) => (
                        <Picture
                          key={place}
                          src={board.get(cut.storyboard_id)?.thumbnails[place] ?? null}
                          alt=""
                          edge={160}
                        />
                      ))}
                    </span>
                    <span className="block p-3">
                      <span className="block truncate font-medium">{cut.name}</span>
                      <span className="block truncate text-[13px] text-muted">
                        {board.get(cut.storyboard_id)?.title} · {t('changedAgo', { ago: ago(cut.updated_at) })}
                      </span>
                    </span>
                  </Link>
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
      <Make
        open={making || (boardId !== null && query.data !== undefined && cuts.length === 0)}
        boardId={boardId}
        onClose={() => {
          setMaking(false)
          put({ board: null })
        }}
      />
    </>
  )
}
