import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { History as HistoryIcon, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { VersionOut } from '@/api/generated/types.gen'
import { usePeople } from '@/features/reviews/use-people'
import { useMay } from '@/features/session/use-may'
import { useMe } from '@/features/session/use-me'
import { cn } from '@/lib/cn'
import { ago } from '@/lib/time'
import { usePut } from '@/lib/use-put'
import { refresh } from '@/realtime/freshness'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import { Diff } from './diff'
import { listOf, paging, rollBackOf, type Versioned } from './kinds'

/** Which two versions are compared stands in the address, so that a link shows the same. */
const useCompared = (versions: readonly VersionOut[]) => {
  const [params, put] = usePut()
  const newest = versions[0]?.number ?? 1
  const number = (name: string, otherwise: number) => Number(params.get(name)) || otherwise
  const to = number('to', newest)
  const from = number('from', Math.max(1, to - 1))
  const choose = ({ from, to }: { from: number; to: number }) => put({ from: String(from), to: String(to) })
  return { from, to, newest, choose }
}

const useRollBack = (versioned: Versioned, newest: number) => {
  const { t } = useTranslation('versions')
  const queries = useQueryClient()
  const run = rollBackOf(versioned)
  const back = useMutation({
    mutationFn: async (number: number) => run?.(number),
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: `${versioned.kind}.rolled_back` }, { kind: 'version.kept' }]),
  })
  const start = (number: number) =>
    back.mutate(number, {
      onSuccess: () =>
        tell(t('wentBack', { number }), {
          undo: {
            label: t('undo'),
            run: () => back.mutate(newest, { onSuccess: () => tell(t('backAgain')) }),
          },
        }),
    })
  return { can: run !== null, busy: back.isPending, start }
}

const Row = ({
  version,
  newest,
  current,
  onOpen,
}: {
  version: VersionOut
  newest: boolean
  current: boolean
  onOpen: () => void
}) => {
  const { t } = useTranslation('versions')
  const { data: me } = useMe()
  const people = usePeople()
  const name = (me?.id === version.author ? me.name : people.find(({ id }) => id === version.author)?.name) ?? ''
  const when = ago(version.created_at)
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        aria-current={current || undefined}
        className={cn('flex w-full flex-col px-3 py-2 text-left hover:bg-raised', current && 'bg-raised')}
      >
        <span className="flex w-full items-baseline gap-2">
          <span className="font-medium">{t('version', { number: version.number })}</span>
          {newest && <span className="text-[12px] text-accent">{t('now')}</span>}
        </span>
        <span className="line-clamp-2 text-[13px]">{version.message}</span>
        <span className="text-[12px] text-muted">{name ? t('by', { name, when }) : when}</span>
      </button>
    </li>
  )
}

const Which = ({
  label,
  value,
  versions,
  onChange,
}: {
  label: string
  value: number
  versions: readonly VersionOut[]
  onChange: (number: number) => void
}) => {
  const { t } = useTranslation('versions')
  return (
    <Select
      aria-label={label}
      className="w-auto"
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {versions.map(({ number }) => (
        <option key={number} value={number}>
          {t('version', { number })}
        </option>
      ))}
    </Select>
  )
}

const Compared = ({
  versioned,
  versions,
  readOnly,
}: {
  versioned: Versioned
  versions: readonly VersionOut[]
  readOnly?: boolean
}) => {
  const { t } = useTranslation('versions')
  const { may } = useMay('edit')
  const { from, to, newest, choose } = useCompared(versions)
  const { can, busy, start } = useRollBack(versioned, newest)
  if (versions.length < 2) return <p className="p-4 text-muted">{t('only')}</p>
  return (
    <section aria-label={t('compare', { from, to })} className="min-w-0 flex-1 p-4">
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <Which label={t('from')} value={from} versions={versions} onChange={(number) => choose({ from: number, to })} />
        <span className="text-muted">→</span>
        <Which label={t('to')} value={to} versions={versions} onChange={(number) => choose({ from, to: number })} />
        <span className="flex-1" />
        {can && may && !readOnly && from !== newest && (
          <Button busy={busy} onClick={() => start(from)}>
            <Undo2 />
            {t('goBack', { number: from })}
          </Button>
        )}
      </div>
      <Diff versioned={versioned} from={Math.min(from, to)} to={Math.max(from, to)} />
    </section>
  )
}

/** Every state that a thing was in: compare any two, go back to one, and take that back. */
export const History = ({ target, readOnly }: { target: Versioned; readOnly?: boolean }) => {
  const { t } = useTranslation('versions')
  const query = useInfiniteQuery({ ...listOf(target), ...paging })
  const versions = query.data?.pages.flatMap((page) => page.versions)
  const { to, newest, choose } = useCompared(versions ?? [])
  return (
    <Loaded
      query={{ data: versions, error: query.error, refetch: query.refetch }}
      skeleton={<Skeleton className="m-4 h-40" />}
    >
      {(all) =>
        all.length === 0 ? (
          <EmptyState icon={<HistoryIcon />} title={t('nothing')}>
            {t('nothingHelp')}
          </EmptyState>
        ) : (
          <div className="flex max-md:flex-col">
            <div className="shrink-0 border-line max-md:max-h-56 max-md:overflow-y-auto max-md:border-b md:w-64 md:border-r">
              <ol aria-label={t('versions')} className="divide-y">
                {all.map((version) => (
                  <Row
                    key={version.number}
                    version={version}
                    newest={version.number === newest}
                    current={version.number === to}
                    onOpen={() => choose({ from: Math.max(1, version.number - 1), to: version.number })}
                  />
                ))}
              </ol>
              {query.hasNextPage && (
                <Button
                  look="quiet"
                  className="m-2"
                  busy={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('older')}
                </Button>
              )}
            </div>
            <Compared versioned={target} versions={all} readOnly={readOnly} />
          </div>
        )
      }
    </Loaded>
  )
}
