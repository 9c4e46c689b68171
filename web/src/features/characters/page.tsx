import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive, ArrowLeft, MoreHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import {
  deleteCharacterMutation,
  getCharacterOptions,
  restoreCharacterMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { CharacterOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { at, useProjectId } from '@/lib/project'
import { useDocument, useField } from '@/realtime/document'
import { refresh } from '@/realtime/freshness'
import { useHere, useOthersAt } from '@/realtime/presence'
import { Badge } from '@/ui/badge'
import { buttonClasses, IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Menu, MenuItem } from '@/ui/menu'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { tell, tellFailure } from '@/ui/toast'
import { consentState } from './consent'
import { Notes } from './notes'
import { Rights } from './rights'
import { Sheet } from './sheet'
import { Usage } from './usage'
import { Variations } from './variations'

const TABS = ['sheet', 'variations', 'notes', 'versions', 'usage', 'rights'] as const
type Tab = (typeof TABS)[number]

const useTab = () => {
  const [params, setParams] = useSearchParams()
  const found = TABS.find((tab) => tab === params.get('tab')) ?? 'sheet'
  return [found, (tab: Tab) => setParams(tab === 'sheet' ? {} : { tab })] as const
}

const usePutAway = (character: CharacterOut) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const options = { path: { character_id: character.id } }
  const after = { onError: tellFailure, onSettled: () => refresh(queries, [{ kind: 'character.changed' }]) }
  const restore = useMutation({ ...restoreCharacterMutation(), ...after })
  const remove = useMutation({ ...deleteCharacterMutation(), ...after })
  return () =>
    remove.mutate(options, {
      onSuccess: () => {
        void go(at(projectId, 'characters'))
        tell(t('putAwayDone', { count: 1, name: character.name }), {
          description: t('putAwayHelp'),
          undo: {
            label: t('undo'),
            run: () => restore.mutate(options, { onSuccess: () => tell(t('restored', { count: 1 })) }),
          },
        })
      },
    })
}

const Head = ({ character, name, may }: { character: CharacterOut; name: string; may: boolean }) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const putAway = usePutAway(character)
  const others = useOthersAt({ page: at(projectId, 'characters', character.id) })
  const over = consentState(character.consent, character.consent_until) === 'over'
  return (
    <PageHead
      title={name}
      told={
        <span className="inline-flex items-center gap-1.5">
          <Badge tone={character.importance === 'lead' ? 'accent' : 'plain'}>{t(character.importance)}</Badge>
          <Badge>{t(character.tier)}</Badge>
          {over && <Badge tone="retake">{t('consentUntil')} ✕</Badge>}
        </span>
      }
    >
      <Faces people={others} />
      <Link to={at(projectId, 'characters')} className={buttonClasses({ look: 'quiet' })}>
        <ArrowLeft />
        <span className="max-sm:sr-only">{t('back')}</span>
      </Link>
      {may && (
        <Menu
          trigger={
            <IconButton label={t('batch')}>
              <MoreHorizontal />
            </IconButton>
          }
        >
          <MenuItem icon={<Archive />} danger onSelect={putAway}>
            {t('putAway')}
          </MenuItem>
        </Menu>
      )}
    </PageHead>
  )
}

const Character = ({ character }: { character: CharacterOut }) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const { may } = useMay('edit')
  const [tab, setTab] = useTab()
  const shared = useDocument('character', character.id, projectId)
  const name = useField<string>(shared.fields, 'name') || character.name
  useHere({ page: at(projectId, 'characters', character.id), character: character.id, tab })
  const disabled = !may
  return (
    <>
      <Head character={character} name={name} may={may} />
      <Tabs
        label={t('tabs', { name })}
        tabs={TABS.map((each) => ({ name: each, title: t(`tab_${each}`) }))}
        current={tab}
        onChange={setTab}
      >
        {tab === 'sheet' && <Sheet character={character} shared={shared} disabled={disabled} />}
        {tab === 'variations' && <Variations character={character} disabled={disabled} />}
        {tab === 'notes' && <Notes character={character} />}
        {tab === 'versions' && <History target={{ kind: 'character', id: character.id }} />}
        {tab === 'usage' && <Usage characterId={character.id} />}
        {tab === 'rights' && <Rights character={character} disabled={disabled} />}
      </Tabs>
    </>
  )
}

const Waiting = () => (
  <div className="grid gap-6 p-4 lg:grid-cols-[1fr_24rem]">
    <Skeleton className="aspect-video" />
    <Skeleton className="h-96" />
  </div>
)

/** A character: its model sheet, what was tried, what is said of it, what it was, where it is, and whose leave it has. */
export const Component = () => {
  const { characterId = '' } = useParams()
  const query = useQuery(getCharacterOptions({ path: { character_id: characterId } }))
  return (
    <Loaded query={query} skeleton={<Waiting />}>
      {(character) => <Character key={character.id} character={character} />}
    </Loaded>
  )
}
