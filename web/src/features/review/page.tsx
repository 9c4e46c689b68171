import { useTranslation } from 'react-i18next'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import { PageHead } from '@/ui/page-head'
import { Tabs } from '@/ui/tabs'
import { Asked } from './asked'
import { Said } from './said'

const TABS = ['asked', 'said'] as const

/** What waits for review, and what was said in the whole project. */
export const Component = () => {
  const { t } = useTranslation('review')
  const [params, put] = usePut()
  const current = oneOf(TABS, params.get('tab'))
  return (
    <>
      <PageHead title={t('title')} />
      <Tabs
        label={t('title')}
        tabs={TABS.map((name) => ({ name, title: t(`tabs.${name}`) }))}
        current={current}
        onChange={(tab) => put({ tab: tab === 'asked' ? null : tab })}
      >
        {current === 'asked' ? <Asked /> : <Said />}
      </Tabs>
    </>
  )
}
