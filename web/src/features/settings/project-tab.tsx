import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeProjectMutation,
  changeProjectRulesMutation,
  listProjectsQueryKey,
  readProjectOptions,
  readProjectQueryKey,
  readProjectRulesOptions,
  readProjectRulesQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ProjectOut, RulesBody } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useProjectId } from '@/lib/project'
import { Button } from '@/ui/button'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Section } from './section'
import { useSave } from './use-save'

const Words = ({ project }: { project: ProjectOut }) => {
  const { t } = useTranslation('settings')
  const { may, why } = useMay('manage')
  const path = { project_id: project.id }
  const save = useSave(changeProjectMutation(), readProjectQueryKey({ path }), listProjectsQueryKey())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    save.mutate({ path, body: { name: String(form.get('name')), description: String(form.get('description')) } })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t('name')}>
        {(ids) => <Input {...ids} name="name" defaultValue={project.name} required maxLength={200} disabled={!may} />}
      </Field>
      <Field label={t('description')} hint={may ? undefined : t('mayNot')}>
        {(ids) => <TextArea {...ids} name="description" defaultValue={project.description} disabled={!may} />}
      </Field>
      <Button type="submit" look="primary" busy={save.isPending} why={why} className="self-start">
        {t('save')}
      </Button>
    </form>
  )
}

const RULES = ['any', 'all', 'n'] as const

const Rules = ({ projectId, rules }: { projectId: string; rules: RulesBody }) => {
  const { t } = useTranslation('settings')
  const { may, why } = useMay('manage')
  const path = { project_id: projectId }
  const [now, set] = useState(rules)
  const save = useSave(changeProjectRulesMutation(), readProjectRulesQueryKey({ path }))
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t('approval')}>
        {(ids) => (
          <Select
            {...ids}
            value={now.approval}
            disabled={!may}
            onChange={({ target }) => set({ ...now, approval: target.value as (typeof RULES)[number] })}
          >
            {RULES.map((rule) => (
              <option key={rule} value={rule}>
                {t(`rules.${rule}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {now.approval === 'n' && (
        <Field label={t('needed')}>
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={1}
              max={100}
              value={now.approvals_needed}
              disabled={!may}
              onChange={({ target }) => set({ ...now, approvals_needed: target.valueAsNumber || 1 })}
            />
          )}
        </Field>
      )}
      <Button busy={save.isPending} why={why} onClick={() => save.mutate({ path, body: now })}>
        {t('save')}
      </Button>
    </div>
  )
}

/** What the project is called and how things are approved in it. */
export const ProjectTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const path = { project_id: projectId }
  const project = useQuery(readProjectOptions({ path }))
  const rules = useQuery(readProjectRulesOptions({ path }))
  return (
    <>
      <Section title={t('tabs.project')}>
        <Loaded query={project} skeleton={<Skeleton className="h-40" />}>
          {(found) => <Words key={`${found.name} ${found.description}`} project={found} />}
        </Loaded>
      </Section>
      <Section title={t('approval')}>
        <Loaded query={rules} skeleton={<Skeleton className="h-16" />}>
          {(found) => <Rules projectId={projectId} rules={found} />}
        </Loaded>
      </Section>
    </>
  )
}
