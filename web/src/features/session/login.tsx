import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { loginMutation } from '@/api/generated/@tanstack/react-query.gen'
import { problemOf } from '@/lib/problem'
import { Button, buttonClasses } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Entrance } from './entrance'
import { useMe } from './use-me'

/** Sign in with an address and a password, or at the studio's own provider. */
export const Component = () => {
  const { t } = useTranslation('session')
  const { state } = useLocation() as { state: { next?: string; told?: string } | null }
  const { data: me } = useMe()
  const next = state?.next ?? '/'
  const enter = useMutation({ ...loginMutation(), onSuccess: () => location.assign(next) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    enter.mutate({ body: { email: String(form.get('email')), password: String(form.get('password')) } })
  }
  return (
    <Entrance title={t('welcome')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        {state?.told && <p role="status">{state.told}</p>}
        <Field label={t('email')}>
          {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required autoFocus />}
        </Field>
        <Field label={t('password')} error={enter.error ? problemOf(enter.error).detail : undefined}>
          {(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" required />}
        </Field>
        <Button type="submit" look="primary" size="large" busy={enter.isPending}>
          {t('signIn')}
        </Button>
        {me?.oidc && (
          <a href={`/api/oidc/login?next=${encodeURIComponent(next)}`} className={buttonClasses({ size: 'large' })}>
            {t('withProvider')}
          </a>
        )}
        <Link to="/password" className="self-start text-accent hover:underline">
          {t('forgotten')}
        </Link>
      </form>
    </Entrance>
  )
}
