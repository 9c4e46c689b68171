import { useQuery } from '@tanstack/react-query'
import { Library, Search, Trash2, Upload } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listCharacterTagsOptions, listProjectsOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useMay } from '@/features/session/use-may'
import { useOffer } from '@/lib/commands'
import { useProjectId } from '@/lib/project'
import { BinSwitch } from '@/ui/bin-switch'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { EmptyState } from '@/ui/states'
import { KINDS } from './definition'
import { Shelf } from './shelf'
import { type Definitions, useDefinitions } from './use-definitions'
import { useWanted } from './use-wanted'

const SEARCH = 'search-library'
type Filter = ReturnType<typeof useWanted>

const Filters = ({ filter, projectId }: { filter: Filter; projectId: string }) => {
  const { t } = useTranslation('library')
  const { data: projects } = useQuery(listProjectsOptions())
  const one = filter.from === '' ? projectId : filter.from
  const { data: tags } = useQuery({
    ...listCharacterTagsOptions({ headers: { 'X-Onmodel-Project': one } }),
    enabled: one !== 'all',
  })
  const others = projects?.items.filter(({ id }) => id !== projectId) ?? []
  return (
    <>
      <SearchBox id={SEARCH} label={t('search')} value={filter.search} onChange={(q) => filter.set('q', q)} />
      <Select
        aria-label={t('kind')}
        value={filter.kind}
        onChange={({ target }) => filter.set('kind', target.value)}
        className="w-auto"
      >
        <option value="">{t('anyKind')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </Select>
      {(tags?.tags.length ?? 0) > 0 && (filter.kind === 'character' || filter.tag) && (
        <Select
          aria-label={t('tag')}
          value={filter.tag}
          onChange={({ target }) => filter.set('tag', target.value)}
          className="w-auto max-w-40"
        >
          <option value="">{t('anyTag')}</option>
          {tags?.tags.map((each) => (
            <option key={each.tag} value={each.tag}>
              {t('tagCount', each)}
            </option>
          ))}
        </Select>
      )}
      {others.length > 0 && (
        <Select
          aria-label={t('from')}
          value={filter.from}
          onChange={({ target }) => filter.set('from', target.value)}
          className="w-auto max-w-48"
        >
          <option value="">{t('here')}</option>
          <option value="all">{t('everywhere')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <BinSwitch label={t('bin')} on={filter.bin} onTurn={(on) => filter.set('bin', on ? '1' : '')} />
    </>
  )
}

const Import = ({ definitions, why }: { definitions: Definitions; why?: string }) => {
  const { t } = useTranslation('library')
  const input = useRef<HTMLInputElement>(null)
  const choose = useCallback(() => !why && input.current?.click(), [why])
  useOffer(
    useMemo(() => {
      const group = t('group')
      return [
        { id: 'library-import', title: t('import'), group, keys: 'i', run: choose },
        {
          id: 'library-search',
          title: t('search'),
          group,
          keys: '/',
          run: () => document.getElementById(SEARCH)?.focus(),
        },
      ]
    }, [t, choose]),
  )
  return (
    <>
      <Button look="primary" why={why} busy={definitions.busy} title={t('importHelp')} onClick={choose}>
        <Upload />
        {t('import')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".json,application/json"
        aria-label={t('importHelp')}
        className="hidden"
        onChange={({ target }) => {
          definitions.take([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </>
  )
}

const Nothing = ({ filter }: { filter: Filter }) => {
  const { t } = useTranslation('library')
  if (filter.bin && !filter.search)
    return (
      <EmptyState icon={<Trash2 />} title={t('emptyBin')}>
        {t('emptyBinHelp')}
      </EmptyState>
    )
  const found = filter.search || filter.tag || filter.kind
  return (
    <EmptyState icon={found ? <Search /> : <Library />} title={found ? t('nothingFound') : t('empty')}>
      {found ? t('nothingFoundHelp') : t('emptyHelp')}
    </EmptyState>
  )
}

/** Everything that is shared: in this project and in the others that are yours. */
export const Component = () => {
  const { t } = useTranslation('library')
  const projectId = useProjectId()
  const { why } = useMay('edit')
  const filter = useWanted()
  const search = useDeferredValue(filter.search)
  const definitions = useDefinitions()
  const { data: projects } = useQuery(listProjectsOptions())
  const names = new Map(projects?.items.map(({ id, name }) => [id, name]))
  const from =
    filter.from === 'all'
      ? [projectId, ...[...names.keys()].filter((id) => id !== projectId)]
      : [filter.from || projectId]
  const kinds = filter.kind ? [filter.kind] : KINDS.filter((kind) => !filter.tag || kind === 'character')
  return (
    <>
      <PageHead title={t('title')} told={t('told')}>
        <Filters filter={filter} projectId={projectId} />
        <Import definitions={definitions} why={why} />
      </PageHead>
      <div className="pb-6">
        {from.flatMap((project) =>
          kinds.map((kind) => {
            const wanted = { project, kind, search, tag: kind === 'character' ? filter.tag : '', bin: filter.bin }
            const many = from.length > 1 || project !== projectId
            const title = t(`kinds.${kind}`)
            return (
              <Shelf
                key={`${project} ${kind}`}
                wanted={wanted}
                title={many ? t('shelf', { kind: title, project: names.get(project) ?? '' }) : title}
                foreign={project !== projectId}
                why={why}
                definitions={definitions}
              />
            )
          }),
        )}
        <div className="hidden only:block">
          <Nothing filter={filter} />
        </div>
      </div>
    </>
  )
}
