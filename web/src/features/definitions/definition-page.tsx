import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import type { Shared } from '@/realtime/document'
import { useHere, useOthersAt } from '@/realtime/presence'
import { KeepingSign } from '@/realtime/shared-text'
import { Button } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { PageHead } from '@/ui/page-head'
import { Tabs } from '@/ui/tabs'

const TABS = ['edit', 'notes', 'versions'] as const
type Tab = (typeof TABS)[number]

interface DefinitionPageProps {
  kind: 'style' | 'environment'
  thing: { id: string; name: string; references: { asset_id: string }[] }
  shared: Shared
  onPutAway: () => void
  /** What else can be done with it. */
  actions?: ReactNode
  /** The editor. */
  children: ReactNode
}

/** A thing that a team defines once: edited together, spoken of on its first picture, every state of it kept. */
export const DefinitionPage = ({ kind, thing, shared, onPutAway, actions, children }: DefinitionPageProps) => {
  const { t } = useTranslation('definitions')
  const { may, why } = useMay('edit')
  const [params, put] = usePut()
  const tab = oneOf(TABS, params.get('tab'))
  useHere({ [kind]: thing.id })
  const others = useOthersAt({ [kind]: thing.id })
  const target = { kind, id: thing.id }
  const [first] = thing.references
  const views: Record<Tab, () => ReactNode> = {
    edit: () => children,
    notes: () => (
      <ReviewPanel
        target={target}
        src={first && `/api/assets/${first.asset_id}`}
        assetId={first?.asset_id}
        alt={thing.name}
      />
    ),
    versions: () => <History target={target} readOnly={!may} />,
  }
  return (
    <>
      <PageHead title={thing.name} told={<KeepingSign shared={shared} />}>
        <Faces people={others} />
        {actions}
        <Button look="danger" why={why} onClick={onPutAway}>
          <Trash2 />
          {t('putAway')}
        </Button>
      </PageHead>
      <Tabs
        label={t('tabs', { name: thing.name })}
        tabs={TABS.map((name) => ({ name, title: t(name) }))}
        current={tab}
        onChange={(name) => put({ tab: name === 'edit' ? null : name, note: null, from: null, to: null })}
      >
        {views[tab]()}
      </Tabs>
    </>
  )
}
