import { useMutation, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, LayoutGrid, LogOut, Play } from 'lucide-react'
import { type FormEvent, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useSearchParams } from 'react-router'
import { queries } from '@/api/client'
import {
  getMeQueryKey,
  leaveLinkMutation,
  listShotsOptions,
  listStoryboardsOptions,
  openLinkMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { PanelBoard, PanelShot } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { Entrance } from '@/features/session/entrance'
import { useMe } from '@/features/session/use-me'
import { Animatic } from '@/features/storyboards/animatic'
import { useOffer } from '@/lib/commands'
import { problemOf } from '@/lib/problem'
import { follow } from '@/realtime/project'
import { drawBoardTicket } from '@/realtime/ticket'
import { Button, IconButton } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

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

const Grid = ({ shots, onOpen }: { shots: PanelShot[]; onOpen: (id: string) => void }) => {
  const { t } = useTranslation('review')
  return (
    <ol className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3 p-4">
      {shots.map((shot, place) => (
        <li key={shot.id}>
          <button
            type="button"
            onClick={() => onOpen(shot.id)}
            className="block w-full overflow-hidden rounded-md border bg-surface text-left"
          >
            <Picture src={shot.frame?.image_url} alt="" edge={320} />
            <span className="block p-2 text-[13px]">
              <span className="mr-2 text-muted">{t('panel', { place: place + 1 })}</span>
              {shot.description}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

const Board = ({ board }: { board: PanelBoard }) => {
  const { t } = useTranslation('review')
  const [params, setParams] = useSearchParams()
  const place = board.shots.findIndex(({ id }) => id === params.get('shot'))
  const shot = board.shots[place]
  const open = useMemo(
    () => (id: string | undefined) => setParams(id ? { shot: id } : {}, { replace: true }),
    [setParams],
  )
  const playing = params.has('play')
  const leave = useMutation({ ...leaveLinkMutation(), onSuccess: () => location.assign('/login') })
  useOffer(
    useMemo(() => {
      const group = t('group')
      const step = (by: number) => () =>
        open(board.shots[Math.min(board.shots.length - 1, Math.max(0, place + by))]?.id)
      return [
        { id: 'guest-next', title: t('next'), group, keys: 'arrowright', run: step(1) },
        { id: 'guest-previous', title: t('previous'), group, keys: 'arrowleft', run: step(-1) },
      ]
    }, [t, board, place, open]),
  )
  return (
    <main className="flex h-full flex-col">
      <PageHead title={board.title} told={t('guestHelp', { title: board.title })}>
        {shot && (
          <>
            <IconButton
              label={t('previous')}
              keys="arrowleft"
              disabled={place <= 0}
              onClick={() => open(board.shots[place - 1]?.id)}
            >
              <ChevronLeft />
            </IconButton>
            <IconButton
              label={t('next')}
              keys="arrowright"
              disabled={place >= board.shots.length - 1}
              onClick={() => open(board.shots[place + 1]?.id)}
            >
              <ChevronRight />
            </IconButton>
            <Button onClick={() => open(undefined)}>
              <LayoutGrid />
              {t('all')}
            </Button>
          </>
        )}
        {!playing && !shot && (
          <Button onClick={() => setParams({ play: '' }, { replace: true })}>
            <Play />
            {t('play')}
          </Button>
        )}
        {playing && (
          <Button onClick={() => open(undefined)}>
            <LayoutGrid />
            {t('all')}
          </Button>
        )}
        <Button look="quiet" onClick={() => leave.mutate({})}>
          <LogOut />
          {t('leave')}
        </Button>
      </PageHead>
      {shot ? (
        <ReviewPanel
          key={shot.id}
          target={{ kind: 'shot', id: shot.id }}
          boardId={board.storyboard_id}
          src={shot.frame?.image_url}
          assetId={shot.frame?.asset_id ?? undefined}
          alt={shot.description}
        />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          {playing ? <Animatic storyboardId={board.storyboard_id} /> : <Grid shots={board.shots} onOpen={open} />}
        </div>
      )}
    </main>
  )
}

/** The one board that the link shows, or the newest of the project that it shows. */
const Inside = ({ only }: { only: string | null | undefined }) => {
  const { t } = useTranslation('review')
  const boards = useQuery({ ...listStoryboardsOptions(), enabled: !only })
  const id = only ?? boards.data?.storyboards[0]?.id ?? ''
  const board = useQuery({ ...listShotsOptions({ path: { storyboard_id: id } }), enabled: id !== '' })
  useEffect(() => (id ? follow(`/ws/storyboards/${id}`, () => drawBoardTicket(id)) : undefined), [id])
  if (boards.data && !id) return <EmptyState title={t('noBoard')} />
  return (
    <Loaded query={board} skeleton={<Skeleton className="m-4 h-96" />}>
      {(found) => <Board board={found} />}
    </Loaded>
  )
}

/** What a guest sees: the door, then the board that the link shows, to look at and comment on. */
export const Component = () => {
  const me = useMe()
  const { state } = useLocation() as { state: { token?: string } | null }
  if (!me.data) return null
  if (me.data.kind === 'guest') return <Inside only={me.data.storyboard_id} />
  return state?.token ? <Door token={state.token} /> : <Navigate to="/login" replace />
}
