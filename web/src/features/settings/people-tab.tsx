import { useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addMemberMutation,
  changeMemberMutation,
  listMembersOptions,
  listMembersQueryKey,
  removeMemberMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { MemberIn, MemberOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useTeam } from '@/features/session/use-me'
import { useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Button, IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Field, Input, Select } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Organization } from './organization'
import { Secret } from './secret'
import { Section } from './section'
import { useSave } from './use-save'

const ROLES = ['owner', 'editor', 'reviewer', 'viewer'] as const

const Member = ({ member, projectId }: { member: MemberOut; projectId: string }) => {
  const { t } = useTranslation('settings')
  const { may, why } = useMay('manage')
  const queryKey = listMembersQueryKey({ path: { project_id: projectId } })
  const path = { project_id: projectId, user_id: member.user_id }
  const change = useSave(changeMemberMutation(), queryKey)
  const remove = useSave(removeMemberMutation(), queryKey)
  return (
    <li className="flex flex-wrap items-center gap-3 border-b py-2">
      <Faces people={[{ id: member.user_id, name: member.name }]} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{member.name}</span>
        <span className="text-[13px] text-muted">
          {[member.email, t('since', { ago: ago(member.since) })].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Select
        aria-label={t('role', { name: member.name })}
        value={member.role}
        disabled={!may}
        onChange={({ target }) => change.mutate({ path, body: { role: target.value as MemberIn['role'] } })}
        className="w-32"
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </Select>
      <IconButton label={t('remove', { name: member.name })} why={why} onClick={() => remove.mutate({ path })}>
        <UserMinus />
      </IconButton>
    </li>
  )
}

const Add = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const path = { project_id: projectId }
  const add = useSave(addMemberMutation(), listMembersQueryKey({ path }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    add.mutate({ path, body: { email: String(form.get('email')), role: String(form.get('role')) as MemberIn['role'] } })
    void queries.invalidateQueries()
  }
  const invitation = add.data?.invitation
  return (
    <>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label={t('email')} className="min-w-56 flex-1">
          {(ids) => <Input {...ids} name="email" type="email" required />}
        </Field>
        <Field label={t('newRole')}>
          {(ids) => (
            <Select {...ids} name="role" defaultValue="editor">
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {t(`roles.${role}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" look="primary" busy={add.isPending}>
          {t('add')}
        </Button>
      </form>
      {invitation && <Secret told={t('invited')} value={invitation.link} />}
    </>
  )
}

/** Who is in the project and as what; somebody new is added by address. */
export const PeopleTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const team = useTeam()
  const { may } = useMay('manage')
  const query = useQuery(listMembersOptions({ path: { project_id: projectId } }))
  if (!team) return <Section title={t('tabs.people')}>{t('alone')}</Section>
  return (
    <>
      <Section title={t('tabs.people')} help={t('roleHelp')}>
        {may && <Add projectId={projectId} />}
        <Loaded query={query} skeleton={<Skeleton className="h-40" />}>
          {({ members }) => (
            <ul>
              {members.map((member) => (
                <Member key={member.user_id} member={member} projectId={projectId} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      <Organization />
    </>
  )
}
