import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { acceptInvitationMutation, joinMutation } from '@/api/generated/@tanstack/react-query.gen'
import { readInvitation } from '@/api/generated/sdk.gen'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Entrance } from './entrance'
import { useMe } from './use-me'

const go = () => location.assign('/')

/** Where an invitation leads: make an account, or join with the one that is signed in. */
export const Component = () => {
  const { t } = useTranslation('session')
  const { state } = useLocation() as { state: { token?: string } | null }
  const token = state?.token ?? ''
  const { data: me } = useMe()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await readInvitation({ body: { token }, throwOnError: true })).data,
    retry: false,
  })
  const join = useMutation({ ...joinMutation(), onSuccess: go })
  const accept = useMutation({ ...acceptInvitationMutation(), onSuccess: go })
  const failed = join.error ?? accept.error
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [name, password, email] = ['name', 'password', 'email'].map((key) => String(form.get(key) ?? ''))
    join.mutate({ body: { token, name: name ?? '', password: password ?? '', ...(email && { email }) } })
  }
  if (invitation.error) return <Entrance title={t('join')}>{t('invitationOver')}</Entrance>
  if (!invitation.data) return null
  return (
    <Entrance title={t('joinTitle', { name: invitation.data.organization })}>
      {me?.kind === 'person' ? (
        <Button look="primary" size="large" busy={accept.isPending} onClick={() => accept.mutate({ body: { token } })}>
          {t('acceptAs', { name: me.name })}
        </Button>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3">
          {!invitation.data.email && (
            <Field label={t('email')}>{(ids) => <Input {...ids} name="email" type="email" required />}</Field>
          )}
          <Field label={t('yourName')}>
            {(ids) => <Input {...ids} name="name" autoComplete="name" required autoFocus />}
          </Field>
          <Field label={t('password')} hint={t('passwordHint')} error={failed ? problemOf(failed).detail : undefined}>
            {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" required />}
          </Field>
          <Button type="submit" look="primary" size="large" busy={join.isPending}>
            {t('join')}
          </Button>
        </form>
      )}
    </Entrance>
  )
}
