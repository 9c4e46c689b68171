import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listQueuesOptions } from '@/api/generated/@tanstack/react-query.gen'
import { span } from '@/lib/time'

/** The queues in figures, over all projects; those where nothing happens are left out. */
export const Queues = () => {
  const { t } = useTranslation('jobs')
  const { data } = useQuery({ ...listQueuesOptions(), refetchInterval: 3000 })
  const busy = data?.filter(({ depth, running }) => depth + running > 0)
  if (!busy?.length) return null
  return (
    <section aria-label={t('queues')} className="border-b bg-surface px-4 py-2">
      <table className="w-full max-w-2xl text-[13px]">
        <thead className="text-left text-muted">
          <tr>
            {(['queue', 'inLine', 'oldest', 'atWork', 'workers'] as const).map((key) => (
              <th key={key} className="py-0.5 font-medium">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {busy.map((queue) => (
            <tr key={queue.queue}>
              <td className="py-0.5">{queue.queue}</td>
              <td>{queue.depth}</td>
              <td>{queue.depth ? span(queue.oldest_seconds) : '–'}</td>
              <td>{queue.running}</td>
              <td>{queue.workers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
