import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { forgotPasswordMutation } from '@/api/generated/@tanstack/react-query.gen'
import { login, readResetLink, resetPassword } from '@/api/generated/sdk.gen'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { ErrorState } from '@/ui/states'
import { Entrance } from './entrance'

/** Have a letter with a link sent to oneself. */
const Ask = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useTranslation('session')
  const ask = useMutation(forgotPasswordMutation())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    ask.mutate({ body: { email: String(new FormData(event.currentTarget).get('email')) } })
  }
  return (
    <Entrance title={title}>
      {ask.data ? (
        <p role="status">{ask.data.message}.</p>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <p className="text-muted">{children}</p>
          <Field label={t('email')} error={ask.error ? problemOf(ask.error).detail : undefined}>
            {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
          </Field>
          <Button type="submit" look="primary" size="large" busy={ask.isPending}>
            {t('sendLetter')}
          </Button>
        </form>
      )}
      <Link to="/login" className="mt-4 inline-block text-accent hover:underline">
        {t('backToSignIn')}
      </Link>
    </Entrance>
  )
}

/** Set the password that the link stands for, and sign in with it. */
const Choose = ({ token, email }: { token: string; email: string }) => {
  const { t } = useTranslation('session')
  const go = useNavigate()
  const set = useMutation({
    mutationFn: async (password: string) => {
      await resetPassword({ body: { token, password }, throwOnError: true })
      // the password is set; where signing in fails, the sign-in page says why
      const { error } = await login({ body: { email, password }, throwOnError: false }).catch((error) => ({ error }))
      return !error
    },
    onSuccess: (signedIn) =>
      signedIn ? location.assign('/') : void go('/login', { replace: true, state: { told: t('passwordIsSet') } }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    set.mutate(String(new FormData(event.currentTarget).get('password')))
  }
  return (
    <Entrance title={t('newPassword')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-muted">{t('newPasswordFor', { email })}</p>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <Field
          label={t('password')}
          hint={t('passwordHint')}
          error={set.error ? problemOf(set.error).detail : undefined}
        >
          {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" required autoFocus />}
        </Field>
        <Button type="submit" look="primary" size="large" busy={set.isPending}>
          {t('setPassword')}
        </Button>
      </form>
    </Entrance>
  )
}

/** Where the link of a letter leads: choose a new password; without a link, or with one that is over, ask for a letter. */
export const Component = () => {
  const { t } = useTranslation('session')
  const { state } = useLocation() as { state: { token?: string } | null }
  const token = state?.token ?? ''
  const link = useQuery({
    queryKey: ['reset link', token],
    queryFn: async () => (await readResetLink({ body: { token }, throwOnError: true })).data,
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!token) return <Ask title={t('askLetter')}>{t('askLetterHelp')}</Ask>
  if (link.data) return <Choose token={token} email={link.data.email} />
  if (!link.error) return null
  if (problemOf(link.error).status !== 401)
    return (
      <main>
        <ErrorState error={link.error} retry={() => void link.refetch()} />
      </main>
    )
  return <Ask title={t('linkOver')}>{t('linkOverHelp')}</Ask>
}
