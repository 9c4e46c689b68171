import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { readBudgetOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { GenerationOut, Spending } from '@/api/generated/types.gen'
import { useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { Progress } from '@/ui/progress'
import { share } from './figures'

/** Money as it is told everywhere: two places, more only where two would say nothing. */
export const moneyText = (money: number): string => (money > 0 && money < 0.01 ? money.toFixed(4) : money.toFixed(2))

const Meter = ({ told, used }: { told: string; used: number }) => (
  <div className="space-y-1">
    <p className="text-[13px] tabular-nums">{told}</p>
    <Progress value={used} label={told} />
  </div>
)

/** What a second of film that somebody accepts costs. */
const PerSecond = ({ spending }: { spending: Spending }) => {
  const { t } = useTranslation('quality')
  const { seconds_per_accepted_second: work, money_per_accepted_second: money } = spending
  if (work === null) return <dd className="text-muted">{t('noneAccepted')}</dd>
  return (
    <dd className="font-medium tabular-nums">
      {t('perSecondWork', { span: span(work) })}
      {money ? ` · ${moneyText(money)}` : ''}
    </dd>
  )
}

const Caps = ({ generation }: { generation: GenerationOut }) => {
  const { t } = useTranslation('quality')
  const { settings, spending } = generation
  const caps = [
    [
      share(spending.money, settings.most_money),
      () => t('capMoney', { spent: moneyText(spending.money), cap: moneyText(settings.most_money ?? 0) }),
    ],
    [
      share(spending.seconds, settings.most_seconds),
      () => t('capSeconds', { spent: span(spending.seconds), cap: span(settings.most_seconds ?? 0) }),
    ],
  ] as const
  const known = caps.filter(([used]) => used !== null)
  if (known.length === 0) return <p className="text-[13px] text-muted">{t('noCap')}</p>
  return known.map(([used, told]) => <Meter key={told()} told={told()} used={used ?? 0} />)
}

const Today = () => {
  const { t } = useTranslation('quality')
  const { data } = useQuery(readBudgetOptions({ path: { project_id: useProjectId() } }))
  if (!data) return null
  const money = share(data.money_today, data.money_per_day)
  const work = share(data.seconds_today, data.seconds_per_day)
  return (
    <>
      <h3 className="pt-1 font-medium text-[12px] text-muted">{t('today')}</h3>
      {money !== null && (
        <Meter
          used={money}
          told={t('capMoney', { spent: moneyText(data.money_today), cap: moneyText(data.money_per_day ?? 0) })}
        />
      )}
      {work !== null && (
        <Meter
          used={work}
          told={t('capSeconds', { spent: span(data.seconds_today), cap: span(data.seconds_per_day ?? 0) })}
        />
      )}
      {money === null && work === null && (
        <p className="text-[13px] text-muted">
          {t('machine', { span: span(data.seconds_today) })} · {t('noBudget')}
        </p>
      )}
    </>
  )
}

/** What the iteration cost so far, against its cap and the project's: it moves while clips are being made. */
export const Spend = ({ generation }: { generation: GenerationOut }) => {
  const { t } = useTranslation('quality')
  const { spending } = generation
  return (
    <section aria-label={t('spending')} className="space-y-2 rounded-lg border bg-surface p-4">
      <h2 className="font-semibold">{t('spending')}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-[13px]">
        <dt className="text-muted">{t('spent')}</dt>
        <dd className="font-medium tabular-nums">
          {t('machine', { span: span(spending.seconds) })}
          {spending.money > 0 && ` · ${moneyText(spending.money)}`}
        </dd>
        <dt className="text-muted">{t('film')}</dt>
        <dd className="font-medium tabular-nums">{span(spending.accepted_seconds)}</dd>
        <dt className="text-muted">{t('perSecond')}</dt>
        <PerSecond spending={spending} />
      </dl>
      <Caps generation={generation} />
      <Today />
    </section>
  )
}
