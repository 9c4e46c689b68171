import { AtSign, CircleAlert, Clapperboard, MessageSquare, Stamp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FailureOut, HomeOut, QueueItem } from '@/api/generated/types.gen'
import { useJobName, useOf } from '@/features/jobs/job-row'
import { targetPath } from '@/features/reviews/target'
import { ThingPicture } from '@/features/reviews/thing-picture'
import { useThingName } from '@/features/reviews/use-thing-name'
import { at } from '@/lib/project'
import { ago } from '@/lib/time'
import { Button } from '@/ui/button'
import { Loaded, Skeleton } from '@/ui/states'
import { useHome } from './use-home'

const ICONS = { approval: <Stamp />, mention: <AtSign />, answer: <MessageSquare />, clip: <Clapperboard /> }
const SAID = new Set<QueueItem['waits_for']>(['mention', 'answer'])

interface RowProps {
  to: string
  icon: ReactNode
  head: string
  name: string
  text: string
  since: string
  picture?: ReactNode
}

const Row = ({ to, icon, head, name, text, since, picture }: RowProps) => (
  <li>
    <Link
      to={to}
      className="flex gap-2.5 border-b px-3 py-2 hover:bg-raised [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{head}</span>
        <span className="block truncate">{name}</span>
        <span className="line-clamp-2 text-muted">{text}</span>
        <span className="text-[12px] text-muted">{since}</span>
      </span>
      {picture}
    </Link>
  </li>
)

const FIRST = 8 // rows that are shown before somebody asks for all

/** What waits, each as a row, what failed first; where there are several projects, each row names its own. */
const useRows = (home: HomeOut | undefined, saidIn: string | undefined): ReactNode[] => {
  const { t } = useTranslation('home')
  const nameOf = useThingName()
  const jobName = useJobName()
  const ofName = useOf()
  if (!home) return []
  const projects = new Map(home.projects.map(({ id, name }) => [id, name]))
  const placed = (since: string, { project_id }: { project_id: string }) =>
    [since, !saidIn && projects.size > 1 && projects.get(project_id)].filter(Boolean).join(' · ')
  const failed = (job: FailureOut) => (
    <Row
      key={job.job_id}
      to={`${at(job.project_id, 'jobs')}?job=${job.job_id}`}
      icon={<CircleAlert className="text-retake" />}
      head={t('failed')}
      name={[jobName(job.kind), ofName(job.of)].filter(Boolean).join(' · ')}
      text={job.text}
      since={placed(ago(job.since), job)}
      picture={job.of && <ThingPicture {...job.of} className="w-20 shrink-0 self-start rounded" />}
    />
  )
  const asked = (item: QueueItem) => (
    <Row
      key={`${item.target.kind}${item.target.id}${item.note_id}${item.waits_for}`}
      to={targetPath(item.project_id, item.target, item.note_id, item.thing)}
      icon={ICONS[item.waits_for]}
      head={t(item.waits_for)}
      name={nameOf(item.target, item.thing)}
      text={item.text}
      since={placed(item.by ? t('by', { name: item.by, ago: ago(item.since) }) : ago(item.since), item)}
      picture={
        item.thing && (
          <ThingPicture target={item.target} thing={item.thing} className="w-20 shrink-0 self-start rounded" />
        )
      }
    />
  )
  if (!saidIn) return [...home.failed.map(failed), ...home.waits.map(asked)]
  return home.waits.filter(({ project_id, waits_for }) => project_id === saidIn && SAID.has(waits_for)).map(asked)
}

/** What waits for you in all projects: orders that failed, approvals, mentions, answers; or what was said in one. */
export const Waits = ({ saidIn }: { saidIn?: string }) => {
  const { t } = useTranslation('home')
  const [all, setAll] = useState(false)
  const home = useHome()
  const rows = useRows(home.data, saidIn)
  return (
    <section aria-labelledby="waits" className="rounded-lg border bg-surface">
      <h2 id="waits" className="border-b px-3 py-2 font-semibold">
        {t('waits')}
      </h2>
      <Loaded query={home} skeleton={<Skeleton className="m-3 h-24" />}>
        {() =>
          rows.length === 0 ? (
            <p className="p-4 text-muted">{t('nothingWaits')}</p>
          ) : (
            <ul>{rows.slice(0, all ? rows.length : FIRST)}</ul>
          )
        }
      </Loaded>
      {!all && rows.length > FIRST && (
        <Button look="quiet" className="w-full" onClick={() => setAll(true)}>
          {t('allWaits', { count: rows.length })}
        </Button>
      )}
    </section>
  )
}
