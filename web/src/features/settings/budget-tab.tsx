import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changeBudgetMutation, readBudgetOptions, readBudgetQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { BudgetOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useProjectId } from '@/lib/project'
import { span } from '@/lib/time'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Section } from './section'
import { useSave } from './use-save'

const LIMITS = [
  ['max_running', 'maxRunning'],
  ['max_queued', 'maxQueued'],
  ['seconds_per_day', 'secondsDay'],
  ['money_per_day', 'moneyDay'],
] as const

const Form = ({ budget, projectId }: { budget: BudgetOut; projectId: string }) => {
  const { t } = useTranslation('settings')
  const { may, why } = useMay('manage')
  const path = { project_id: projectId }
  const save = useSave(changeBudgetMutation(), readBudgetQueryKey({ path }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const figure = (name: string) => (form.get(name) === '' ? null : Number(form.get(name)))
    const limits = Object.fromEntries(LIMITS.map(([name]) => [name, figure(name)]))
    save.mutate({ path, body: { weight: figure('weight') ?? 1, ...limits } })
  }
  return (
    <form onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
      <Field label={t('weight')} hint={t('weightHint')} className="sm:col-span-2">
        {(ids) => (
          <Input
            {...ids}
            name="weight"
            type="number"
            min={0.1}
            max={100}
            step={0.1}
            defaultValue={budget.weight}
            disabled={!may}
          />
        )}
      </Field>
      {LIMITS.map(([name, label]) => (
        <Field key={name} label={t(label)} hint={t('noLimit')}>
          {(ids) => (
            <Input
              {...ids}
              name={name}
              type="number"
              min={0}
              step="any"
              defaultValue={budget[name] ?? ''}
              disabled={!may}
            />
          )}
        </Field>
      ))}
      <Button type="submit" look="primary" busy={save.isPending} why={why} className="justify-self-start">
        {t('save')}
      </Button>
    </form>
  )
}

/** What the project may use of the machines, and what it used today. */
export const BudgetTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const query = useQuery(readBudgetOptions({ path: { project_id: projectId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-48" />}>
      {(budget) => (
        <Section
          title={t('tabs.budget')}
          help={t('today', { span: span(budget.seconds_today), money: budget.money_today.toFixed(2) })}
        >
          <Form budget={budget} projectId={projectId} />
        </Section>
      )}
    </Loaded>
  )
}
