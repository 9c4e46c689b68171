import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listProjectAuditInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useProjectId } from '@/lib/project'
import { Button } from '@/ui/button'
import { Loaded, Skeleton } from '@/ui/states'
import { Section } from './section'

/** Who changed which right, licence or consent. */
export const AuditTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const path = { project_id: projectId }
  const query = useInfiniteQuery({
    ...listProjectAuditInfiniteOptions({ path }),
    initialPageParam: { path },
    getNextPageParam: ({ next }) => next ?? null,
  })
  return (
    <Section title={t('tabs.audit')}>
      <Loaded query={query} skeleton={<Skeleton className="h-48" />}>
        {({ pages }) => {
          const items = pages.flatMap(({ items }) => items)
          if (items.length === 0) return <p className="text-muted">{t('nothing')}</p>
          return (
            <ol className="divide-y text-[13px]">
              {items.map((item) => (
                <li key={item.id} className="flex flex-wrap gap-x-3 py-1.5">
                  <time className="w-40 shrink-0 text-muted">{new Date(item.created_at).toLocaleString()}</time>
                  <span className="font-medium">{item.what}</span>
                  <span>{item.subject}</span>
                  <span className="text-muted">{[item.actor, item.address].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ol>
          )
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Section>
  )
}
