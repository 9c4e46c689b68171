import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { PageHead } from '@/ui/page-head'
import { Tabs } from '@/ui/tabs'
import { AuditTab } from './audit-tab'
import { BackendsTab } from './backends-tab'
import { BudgetTab } from './budget-tab'
import { LinksTab } from './links-tab'
import { PeopleTab } from './people-tab'
import { ProjectTab } from './project-tab'
import { TokensTab } from './tokens-tab'
import { ToldTab } from './told-tab'
import { WebhooksTab } from './webhooks-tab'
import { YouTab } from './you-tab'

const TABS = {
  project: ProjectTab,
  people: PeopleTab,
  links: LinksTab,
  backends: BackendsTab,
  budget: BudgetTab,
  told: ToldTab,
  tokens: TokensTab,
  webhooks: WebhooksTab,
  audit: AuditTab,
  you: YouTab,
}
type Name = keyof typeof TABS

/** The project's settings, and your own. */
export const Component = () => {
  const { t } = useTranslation('settings')
  const [params, setParams] = useSearchParams()
  const name = params.get('tab') ?? 'project'
  const current: Name = name in TABS ? (name as Name) : 'project'
  const Tab = TABS[current]
  return (
    <>
      <PageHead title={t('title')} />
      <Tabs
        label={t('sections')}
        tabs={(Object.keys(TABS) as Name[]).map((tab) => ({ name: tab, title: t(`tabs.${tab}`) }))}
        current={current}
        onChange={(tab) => setParams(tab === 'project' ? {} : { tab }, { replace: true })}
      >
        <Tab />
      </Tabs>
    </>
  )
}
