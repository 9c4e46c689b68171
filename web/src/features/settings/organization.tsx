import { useQuery } from '@tanstack/react-query'
import { KeyRound, UserMinus, X } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeOrganizationRoleMutation,
  createInvitationMutation,
  listInvitationsOptions,
  listInvitationsQueryKey,
  listOrganizationMembersOptions,
  listOrganizationMembersQueryKey,
  listOrganizationsOptions,
  makeResetLinkMutation,
  readProjectOptions,
  removeOrganizationMemberMutation,
  revokeInvitationMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { OrganizationMemberOut, OrganizationOut, OrganizationRole } from '@/api/generated/types.gen'
import { useMe } from '@/features/session/use-me'
import { useProjectId } from '@/lib/project'
import { Button, IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Field, Input, Select } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Secret } from './secret'
import { Section } from './section'
import { useSave } from './use-save'

const ROLES: OrganizationRole[] = ['owner', 'member']

const RoleOptions = () => {
  const { t } = useTranslation('settings')
  return ROLES.map((role) => (
    <option key={role} value={role}>
      {t(`organizationRoles.${role}`)}
    </option>
  ))
}

/** Somebody of the organization: what they are in it, a way back in for who forgot the password, the way out. */
const Person = ({ person, organizationId }: { person: OrganizationMemberOut; organizationId: string }) => {
  const { t } = useTranslation('settings')
  const { data: me } = useMe()
  const path = { organization_id: organizationId, user_id: person.user_id }
  const people = listOrganizationMembersQueryKey({ path: { organization_id: organizationId } })
  const change = useSave(changeOrganizationRoleMutation(), people)
  const remove = useSave(removeOrganizationMemberMutation(), people)
  const reset = useSave(makeResetLinkMutation())
  const yourself = person.user_id === me?.id
  return (
    <li className="border-b py-2">
      <div className="flex flex-wrap items-center gap-3">
        <Faces people={[{ id: person.user_id, name: person.name }]} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{person.name}</span>
          <span className="text-[13px] text-muted">{person.email}</span>
        </span>
        <Select
          aria-label={t('organizationRole', { name: person.name })}
          value={person.role}
          onChange={({ target }) => change.mutate({ path, body: { role: target.value as OrganizationRole } })}
          className="w-32"
        >
          <RoleOptions />
        </Select>
        <IconButton
          label={t('resetLink', { name: person.name })}
          disabled={reset.isPending}
          onClick={() => reset.mutate({ path })}
        >
          <KeyRound />
        </IconButton>
        <IconButton
          label={t('removeFromOrganization', { name: person.name })}
          disabled={yourself || remove.isPending}
          onClick={() => remove.mutate({ path })}
        >
          <UserMinus />
        </IconButton>
      </div>
      {reset.data && (
        <div className="mt-2">
          <Secret
            told={t('resetMade', { name: person.name, until: new Date(reset.data.until).toLocaleString() })}
            value={reset.data.link}
          />
        </div>
      )}
    </li>
  )
}

const Invite = ({ organizationId }: { organizationId: string }) => {
  const { t } = useTranslation('settings')
  const path = { organization_id: organizationId }
  const invite = useSave(createInvitationMutation(), listInvitationsQueryKey({ path }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const role = String(form.get('role')) as OrganizationRole
    invite.mutate({ path, body: { email: String(form.get('email')), role } })
  }
  return (
    <>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label={t('inviteEmail')} className="min-w-56 flex-1">
          {(ids) => <Input {...ids} name="email" type="email" required />}
        </Field>
        <Field label={t('inviteRole')}>
          {(ids) => (
            <Select {...ids} name="role" defaultValue="member">
              <RoleOptions />
            </Select>
          )}
        </Field>
        <Button type="submit" busy={invite.isPending}>
          {t('invite')}
        </Button>
      </form>
      {invite.data && <Secret told={t('invitationMade')} value={invite.data.link} />}
    </>
  )
}

const Invitations = ({ organizationId }: { organizationId: string }) => {
  const { t } = useTranslation('settings')
  const path = { organization_id: organizationId }
  const query = useQuery(listInvitationsOptions({ path }))
  const revoke = useSave(revokeInvitationMutation(), listInvitationsQueryKey({ path }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-12" />}>
      {({ invitations }) => (
        <ul aria-label={t('invitations')}>
          {invitations.map((each) => (
            <li key={each.id} className="flex items-center gap-3 border-b py-2">
              <span className="min-w-0 flex-1 truncate">{each.email || t('anybody')}</span>
              <span className="text-[13px] text-muted">
                {[t(`organizationRoles.${each.role}`), each.mail, t('ends', { date: day(each.expires_at) })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <IconButton
                label={t('revokeInvitation', { name: each.email || t('anybody') })}
                onClick={() => revoke.mutate({ path: { ...path, invitation_id: each.id } })}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

const day = (moment: string) => new Date(moment).toLocaleDateString()

const Everyone = ({ organization }: { organization: OrganizationOut }) => {
  const { t } = useTranslation('settings')
  const query = useQuery(listOrganizationMembersOptions({ path: { organization_id: organization.id } }))
  return (
    <Section title={t('organization', { name: organization.name })} help={t('organizationHelp')}>
      <Loaded query={query} skeleton={<Skeleton className="h-40" />}>
        {({ members }) => (
          <ul>
            {members.map((person) => (
              <Person key={person.user_id} person={person} organizationId={organization.id} />
            ))}
          </ul>
        )}
      </Loaded>
      <h3 className="pt-2 font-semibold">{t('invitations')}</h3>
      <Invite organizationId={organization.id} />
      <Invitations organizationId={organization.id} />
    </Section>
  )
}

/** The organization that the project belongs to, for its owners: its people, links for a forgotten password, invitations. */
export const Organization = () => {
  const path = { project_id: useProjectId() }
  const { data: project } = useQuery(readProjectOptions({ path }))
  const { data } = useQuery(listOrganizationsOptions())
  const found = data?.organizations.find(({ id, role }) => id === project?.organization_id && role === 'owner')
  return found ? <Everyone organization={found} /> : null
}
