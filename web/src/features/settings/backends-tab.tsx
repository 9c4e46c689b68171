import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { getDoctorOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { FindingView } from '@/api/generated/types.gen'
import { Loaded, Skeleton } from '@/ui/states'
import { Section } from './section'

const sign = ({ works, needed }: FindingView) => {
  if (works) return <CircleCheck className="text-excellent" />
  return needed ? <CircleAlert className="text-retake" /> : <CircleDashed className="text-muted" />
}

const Findings = ({ findings }: { findings: FindingView[] }) => (
  <ul className="divide-y">
    {findings.map((finding) => (
      <li key={finding.what} className="flex gap-3 py-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
        {sign(finding)}
        <span className="min-w-0">
          <span className="block font-medium">{finding.what}</span>
          <span className="block text-muted">{finding.detail}</span>
          {!finding.works && finding.todo && <code className="mt-1 block break-words text-[13px]">{finding.todo}</code>}
        </span>
      </li>
    ))}
  </ul>
)

/** What works on this machine, what is missing, and the command that brings it: `onmodel doctor`. */
export const BackendsTab = () => {
  const { t } = useTranslation('settings')
  const query = useQuery(getDoctorOptions())
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-64" />}>
      {({ works, machine, deployment }) => (
        <>
          <Section title={t('machine')} help={works ? t('works') : t('worksNot')}>
            <Findings findings={machine} />
          </Section>
          {deployment.length > 0 && (
            <Section title={t('deployment')}>
              <Findings findings={deployment} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  )
}
