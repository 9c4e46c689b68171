import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listActivityOptions } from '@/api/generated/@tanstack/react-query.gen'
import { ago } from '@/lib/time'
import { Loaded, Skeleton } from '@/ui/states'

/** What happened in the project, in sentences, newest first. */
export const Activity = () => {
  const { t } = useTranslation('home')
  const activity = useQuery(listActivityOptions({ query: { limit: 30 } }))
  return (
    <section aria-labelledby="activity" className="rounded-lg border bg-surface">
      <h2 id="activity" className="border-b px-3 py-2 font-semibold">
        {t('activity')}
      </h2>
      <Loaded query={activity} skeleton={<Skeleton className="m-3 h-40" />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="p-4 text-muted">{t('nothingHappened')}</p>
          ) : (
            <ol>
              {items.map(({ seq, text, at }) => (
                <li key={seq} className="flex gap-3 border-b px-3 py-1.5 last:border-b-0">
                  <span className="min-w-0 flex-1 break-words">{text}</span>
                  <time className="shrink-0 text-[12px] text-muted">{ago(at)}</time>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  )
}
