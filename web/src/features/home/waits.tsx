import { useQuery } from '@tanstack/react-query'
import { AtSign, CircleAlert, MessageSquare, Stamp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listDeadJobsOptions, reviewQueueOptions } from '@/api/generated/@tanstack/react-query.gen'
import { targetPath } from '@/features/reviews/target'
import { at } from '@/lib/project'
import { ago } from '@/lib/time'

const ICONS = { approval: <Stamp />, mention: <AtSign />, answer: <MessageSquare /> }

const Row = ({
  to,
  icon,
  head,
  text,
  since,
}: {
  to: string
  icon: ReactNode
  head: string
  text: string
  since: string
}) => (
  <li>
    <Link
      to={to}
      className="flex gap-2.5 border-b px-3 py-2 hover:bg-raised [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{head}</span>
        <span className="line-clamp-2 text-muted">{text}</span>
        <span className="text-[12px] text-muted">{since}</span>
      </span>
    </Link>
  </li>
)

/** What waits for you here: approvals, mentions, answers, and jobs that failed. */
export const Waits = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('home')
  const { data: queue } = useQuery(reviewQueueOptions())
  const { data: dead } = useQuery(listDeadJobsOptions())
  const asked = queue?.items ?? []
  const failed = dead ?? []
  return (
    <section aria-labelledby="waits" className="rounded-lg border bg-surface">
      <h2 id="waits" className="border-b px-3 py-2 font-semibold">
        {t('waits')}
      </h2>
      {asked.length + failed.length === 0 && <p className="p-4 text-muted">{t('nothingWaits')}</p>}
      <ul>
        {asked.map((item) => (
          <Row
            key={`${item.target.kind}${item.target.id}${item.note_id}${item.waits_for}`}
            to={targetPath(projectId, item.target, item.note_id)}
            icon={ICONS[item.waits_for]}
            head={t(item.waits_for)}
            text={item.text}
            since={t('by', { name: item.by, ago: ago(item.since) })}
          />
        ))}
        {failed.map((job) => (
          <Row
            key={job.id}
            to={`${at(projectId, 'jobs')}?job=${job.id}`}
            icon={<CircleAlert className="text-retake" />}
            head={t('failed')}
            text={String(job.error?.detail ?? job.message)}
            since={ago(job.finished_at ?? job.created_at)}
          />
        ))}
      </ul>
    </section>
  )
}
