import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changePasswordMutation,
  endSessionMutation,
  listSessionsOptions,
  listSessionsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { useTeam } from '@/features/session/use-me'
import { problemOf } from '@/lib/problem'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { tell } from '@/ui/toast'
import { Section } from './section'
import { useSave } from './use-save'

const Password = () => {
  const { t } = useTranslation('settings')
  const change = useMutation({ ...changePasswordMutation(), onSuccess: () => void tell(t('changed')) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    change.mutate({ body: { old: String(form.get('old')), new: String(form.get('new')) } })
  }
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      <Field label={t('old')} error={change.error ? problemOf(change.error).detail : undefined}>
        {(ids) => <Input {...ids} name="old" type="password" autoComplete="current-password" required />}
      </Field>
      <Field label={t('new')}>
        {(ids) => <Input {...ids} name="new" type="password" autoComplete="new-password" required minLength={12} />}
      </Field>
      <Button type="submit" look="primary" busy={change.isPending} className="self-start">
        {t('change')}
      </Button>
    </form>
  )
}

const Browsers = () => {
  const { t } = useTranslation('settings')
  const query = useQuery(listSessionsOptions())
  const end = useSave(endSessionMutation(), listSessionsQueryKey())
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-24" />}>
      {({ sessions, current }) => (
        <ul>
          {sessions.map((session) => (
            <li key={session.id} className="flex items-center gap-3 border-b py-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{session.agent}</span>
                <span className="text-[13px] text-muted">
                  {session.address} · {t('seen', { ago: ago(session.seen_at) })}
                </span>
              </span>
              {session.id === current ? (
                <Badge tone="accent">{t('here')}</Badge>
              ) : (
                <Button onClick={() => end.mutate({ path: { session_id: session.id } })}>{t('end')}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

/** Your password, and the browsers in which you are signed in. */
export const YouTab = () => {
  const { t } = useTranslation('settings')
  const team = useTeam()
  if (!team) return <Section title={t('tabs.you')}>{t('alone')}</Section>
  return (
    <>
      <Section title={t('change')}>
        <Password />
      </Section>
      <Section title={t('browsers')}>
        <Browsers />
      </Section>
    </>
  )
}
