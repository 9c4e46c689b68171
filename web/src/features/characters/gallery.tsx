import { useQuery } from '@tanstack/react-query'
import { Plus, Search, UserRound } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listCharacterTagsOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useMay } from '@/features/session/use-may'
import { useCommand } from '@/lib/commands'
import { useProjectId } from '@/lib/project'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Input, Select } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { EmptyState, ErrorState, Skeleton } from '@/ui/states'
import { BatchBar } from './batch-bar'
import { Card } from './card'
import { CreateDialog } from './create-dialog'
import { Grid } from './grid'
import { IMPORTANCES, TIERS } from './kinds'
import { useBatch } from './use-batch'
import { isSought, type Sought, useGallery } from './use-gallery'
import { useGalleryKeys } from './use-gallery-keys'
import { useInGallery } from './use-in-gallery'
import { useSelection } from './use-selection'

/** What is looked for stands in the address. */
const useFilter = () => {
  const [params, put] = usePut()
  const set = useCallback((name: string, value: string) => put({ [name]: value }), [put])
  const sought: Sought = {
    search: params.get('q') ?? '',
    tag: params.get('tag') ?? '',
    tier: TIERS.find((tier) => tier === params.get('tier')),
    importance: IMPORTANCES.find((importance) => importance === params.get('importance')),
  }
  const clear = useCallback(() => put({ q: null, tag: null, tier: null, importance: null }), [put])
  return { sought, set, clear }
}

const PAUSE = 200 // ms after the last letter

const Choices = ({ sought, set }: ReturnType<typeof useFilter>) => {
  const { t } = useTranslation('characters')
  return (
    <>
      <Select
        aria-label={t('importance')}
        className="w-auto"
        value={sought.importance ?? ''}
        onChange={({ target }) => set('importance', target.value)}
      >
        <option value="">{t('anyImportance')}</option>
        {IMPORTANCES.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('tier')}
        className="w-auto"
        value={sought.tier ?? ''}
        onChange={({ target }) => set('tier', target.value)}
      >
        <option value="">{t('anyTier')}</option>
        {TIERS.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </Select>
    </>
  )
}

const Filter = (props: ReturnType<typeof useFilter>) => {
  const { set } = props
  const { search, tag } = props.sought
  const { t } = useTranslation('characters')
  const [text, setText] = useState(search)
  const { data } = useQuery(listCharacterTagsOptions())
  useEffect(() => {
    if (text === search) return
    const timer = setTimeout(() => set('q', text), PAUSE)
    return () => clearTimeout(timer)
  }, [text, search, set])
  useEffect(() => setText(search), [search])
  useCommand({
    id: 'characters-search',
    title: t('search'),
    group: t('group'),
    keys: '/',
    run: useCallback(() => document.getElementById('search-characters')?.focus(), []),
  })
  return (
    <>
      <span className="relative max-sm:basis-full">
        <Search className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2 size-4 text-muted" />
        <Input
          id="search-characters"
          type="search"
          aria-label={t('search')}
          placeholder={t('searchShort')}
          className="pl-8 sm:w-56"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      {(data?.tags.length ?? 0) > 0 && (
        <Select
          aria-label={t('tag')}
          className="w-auto max-w-40"
          value={tag}
          onChange={(event) => set('tag', event.target.value)}
        >
          <option value="">{t('anyTag')}</option>
          {data?.tags.map((each) => (
            <option key={each.tag} value={each.tag}>
              {t('tagCount', each)}
            </option>
          ))}
        </Select>
      )}
      <Choices {...props} />
    </>
  )
}

const Waiting = () => (
  <div className="grid grid-cols-2 gap-3 p-3 sm:grid-cols-5">
    {Array.from({ length: 10 }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: shapes that are all alike
      <Skeleton key={at} className="aspect-[4/5]" />
    ))}
  </div>
)

const Nobody = ({ filtered, onClear, onCreate }: { filtered: boolean; onClear: () => void; onCreate?: () => void }) => {
  const { t } = useTranslation('characters')
  return (
    <EmptyState
      icon={filtered ? <Search /> : <UserRound />}
      title={filtered ? t('nothingFound') : t('empty')}
      action={
        filtered ? (
          <Button onClick={onClear}>{t('clearSearch')}</Button>
        ) : (
          onCreate && (
            <Button look="primary" onClick={onCreate}>
              <Plus />
              {t('create')}
            </Button>
          )
        )
      }
    >
      {filtered ? t('nothingFoundHelp') : t('emptyHelp')}
    </EmptyState>
  )
}

/** All characters of the project: found by words and tags, opened, selected, made. */
export const Component = () => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const { may, why } = useMay('edit')
  const filter = useFilter()
  const { query, items, change } = useGallery(filter.sought)
  const ids = useMemo(() => items.map(({ id }) => id), [items])
  const { selected, toggle, all, clear } = useSelection(ids)
  const batch = useBatch(change)
  const [creating, setCreating] = useState(false)
  const create = useCallback(() => may && setCreating(true), [may])
  const { active, byKey, setActive, setColumns } = useGalleryKeys(items, { toggle, all, create })
  const people = useInGallery(projectId)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const onNear = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const filtered = isSought(filter.sought)
  const chosen = useMemo(() => items.filter(({ id }) => selected.has(id)), [items, selected])
  const told = hasNextPage ? 'countMore' : filtered ? 'found' : 'count'
  return (
    <section aria-label={t('title')} className="relative flex h-full min-h-0 flex-col">
      <PageHead title={t('title')} told={query.data && t(told, { count: items.length })}>
        <Filter {...filter} />
        <Button look="primary" why={why} onClick={() => setCreating(true)}>
          <Plus />
          {t('create')}
        </Button>
      </PageHead>
      {!query.data && !query.error && <Waiting />}
      {!query.data && query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && items.length === 0 && (
        <Nobody filtered={filtered} onClear={filter.clear} onCreate={may ? () => setCreating(true) : undefined} />
      )}
      {items.length > 0 && (
        <Grid
          label={t('gallery')}
          count={items.length}
          active={active}
          focus={byKey}
          onColumns={setColumns}
          onNear={onNear}
        >
          {(place) => {
            const item = items[place]
            return (
              item && (
                <Card
                  item={item}
                  projectId={projectId}
                  place={place}
                  active={place === active}
                  selected={selected.has(item.id)}
                  selecting={selected.size > 0}
                  people={people[item.id] ?? NOBODY}
                  onSelect={toggle}
                  onActive={setActive}
                />
              )
            )
          }}
        </Grid>
      )}
      {may && chosen.length > 0 && <BatchBar items={chosen} batch={batch} onClear={clear} />}
      {creating && <CreateDialog files={[]} onClose={() => setCreating(false)} />}
    </section>
  )
}

const NOBODY: never[] = []
