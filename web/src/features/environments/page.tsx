import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import {
  deleteEnvironmentMutation,
  getEnvironmentOptions,
  restoreEnvironmentMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { EnvironmentOut } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { oneOf } from '@/lib/one-of'
import { at, useProjectId } from '@/lib/project'
import { useDocument } from '@/realtime/document'
import { useHere, useOthersAt } from '@/realtime/presence'
import { KeepingSign, SharedText } from '@/realtime/shared-text'
import { Button } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { tell, tellFailure } from '@/ui/toast'
import { Light } from './light'
import { References } from './references'

const TABS = ['edit', 'notes', 'versions'] as const
type Tab = (typeof TABS)[number]

const Page = ({ place }: { place: EnvironmentOut }) => {
  const { t } = useTranslation('environments')
  const projectId = useProjectId()
  const go = useNavigate()
  const { may, why } = useMay('edit')
  const [params, setParams] = useSearchParams()
  const tab = oneOf(TABS, params.get('tab'))
  const shared = useDocument('environment', place.id, projectId)
  useHere({ environment: place.id })
  const others = useOthersAt({ environment: place.id })
  const path = { environment_id: place.id }
  const restore = useMutation({
    ...restoreEnvironmentMutation(),
    onError: tellFailure,
    onSuccess: () => go(at(projectId, 'environments', place.id)),
  })
  const remove = useMutation({
    ...deleteEnvironmentMutation(),
    onError: tellFailure,
    onSuccess: () => {
      tell(t('away', { name: place.name }), { undo: { label: t('undo'), run: () => restore.mutate({ path }) } })
      void go(at(projectId, 'environments'))
    },
  })
  const target = { kind: 'environment' as const, id: place.id }
  const [first] = place.references
  const views: Record<Tab, () => ReactNode> = {
    edit: () => (
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0 space-y-4">
          <SharedText shared={shared} field="name" label={t('name')} maxLength={200} disabled={!may} />
          <SharedText
            shared={shared}
            field="description"
            label={t('description')}
            lines
            maxLength={5000}
            disabled={!may}
          />
          <References place={place} disabled={!may} />
        </div>
        <Light shared={shared} disabled={!may || !shared.ready} />
      </div>
    ),
    notes: () => (
      <ReviewPanel
        target={target}
        src={first && `/api/assets/${first.asset_id}`}
        assetId={first?.asset_id}
        alt={place.name}
      />
    ),
    versions: () => <History target={target} readOnly={!may} />,
  }
  return (
    <>
      <PageHead title={place.name} told={<KeepingSign shared={shared} />}>
        <Faces people={others} />
        <Button look="danger" why={why} onClick={() => remove.mutate({ path })}>
          <Trash2 />
          {t('putAway')}
        </Button>
      </PageHead>
      <Tabs
        label={t('tabs')}
        tabs={TABS.map((name) => ({ name, title: t(name) }))}
        current={tab}
        onChange={(name) => setParams(name === 'edit' ? {} : { tab: name }, { replace: true })}
      >
        {views[tab]()}
      </Tabs>
    </>
  )
}

/** An environment: its set and light, references by angle, notes and versions. */
export const Component = () => {
  const { environmentId = '' } = useParams()
  const query = useQuery(getEnvironmentOptions({ path: { environment_id: environmentId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(place) => <Page key={place.id} place={place} />}
    </Loaded>
  )
}
