import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation } from 'react-router'
import { queries } from '@/api/client'
import { getMeQueryKey, openLinkMutation } from '@/api/generated/@tanstack/react-query.gen'
import { Entrance } from '@/features/session/entrance'
import { useMe } from '@/features/session/use-me'
import { problemOf } from '@/lib/problem'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { GuestBoard } from './guest-board'
import { GuestBoards } from './guest-boards'

/** The door: the link's own secret is in the address, a passphrase may be asked for besides. */
const Door = ({ token }: { token: string }) => {
  const { t } = useTranslation('review')
  const enter = useMutation({
    ...openLinkMutation(),
    onSuccess: () => queries.invalidateQueries({ queryKey: getMeQueryKey() }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    enter.mutate({ body: { token, name: String(form.get('name')), passphrase: String(form.get('passphrase')) } })
  }
  return (
    <Entrance title={t('welcome')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('name')}>
          {(ids) => <Input {...ids} name="name" required maxLength={100} autoComplete="name" />}
        </Field>
        <Field label={t('passphrase')} error={enter.error ? problemOf(enter.error).detail : undefined}>
          {(ids) => <Input {...ids} name="passphrase" type="password" autoComplete="off" />}
        </Field>
        <Button type="submit" look="primary" size="large" busy={enter.isPending}>
          {t('enter')}
        </Button>
      </form>
    </Entrance>
  )
}

/** The one board that the link shows; of a whole project all of them, and the one that was opened. */
const Inside = ({ only }: { only: string | null | undefined }) => {
  const [params, put] = usePut()
  const open = (board: string | null) => put({ board, shot: null, play: null, note: null })
  const id = only ?? params.get('board')
  if (!id) return <GuestBoards onOpen={open} />
  return <GuestBoard key={id} id={id} onBoards={only ? undefined : () => open(null)} />
}

/** What a guest sees: the door, then the board that the link shows, to look at and comment on. */
export const Component = () => {
  const me = useMe()
  const { state } = useLocation() as { state: { token?: string } | null }
  if (!me.data) return null
  if (me.data.kind === 'guest') return <Inside only={me.data.storyboard_id} />
  return state?.token ? <Door token={state.token} /> : <Navigate to="/login" replace />
}
