import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Layers, LayoutGrid, Play } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listShotsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { PanelBoard } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { useWord, type Verdict } from '@/features/reviews/use-word'
import { Animatic } from '@/features/storyboards/animatic'
import { type Command, useOffer } from '@/lib/commands'
import { usePut } from '@/lib/use-put'
import { follow } from '@/realtime/project'
import { drawBoardTicket } from '@/realtime/ticket'
import { Button, IconButton } from '@/ui/button'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { GuestGrid } from './guest-grid'
import { GuestTools } from './guest-parts'

const useOpened = (board: PanelBoard) => {
  const [params, put] = usePut()
  const place = board.shots.findIndex(({ id }) => id === params.get('shot'))
  return {
    place,
    shot: board.shots[place],
    playing: params.has('play'),
    open: useMemo(() => (shot: string | null) => put({ shot, play: null, note: null }), [put]),
    play: useMemo(() => () => put({ play: 'board', shot: null, note: null }), [put]),
  }
}

type Opened = ReturnType<typeof useOpened>

/** Arrows go from panel to panel, a approves, c asks for changes: of the panel that is open, else of the board. What plays has keys of its own. */
const useGuestKeys = (board: PanelBoard, { place, shot, playing, open }: Opened) => {
  const { t } = useTranslation('review')
  const boardId = board.storyboard_id
  const target = shot ? { kind: 'shot' as const, id: shot.id } : { kind: 'storyboard' as const, id: boardId }
  const { say } = useWord({ target, boardId }, shot?.approval.mine ?? null)
  const speaking = useRef(say)
  useEffect(() => {
    speaking.current = say
  })
  useOffer(
    useMemo<Command[]>(() => {
      const group = t('group')
      const step = (by: number) => () =>
        open(board.shots[Math.min(board.shots.length - 1, Math.max(0, place + by))]?.id ?? null)
      const speak = (verdict: Verdict) => () => void speaking.current(verdict).catch(() => undefined)
      const all: Command = { id: 'guest-all', title: t('all'), group, keys: 'g', run: () => open(null) }
      if (playing) return [all]
      return [
        all,
        { id: 'guest-next', title: t('next'), group, keys: 'arrowright', run: step(1) },
        { id: 'guest-previous', title: t('previous'), group, keys: 'arrowleft', run: step(-1) },
        { id: 'guest-approve', title: t('approve'), group, keys: 'a', run: speak('approved') },
        { id: 'guest-changes', title: t('askChanges'), group, keys: 'c', run: speak('changes') },
      ]
    }, [t, board, place, playing, open]),
  )
}

const Steps = ({ board, opened }: { board: PanelBoard; opened: Opened }) => {
  const { t } = useTranslation('review')
  const { place, shot, playing, open, play } = opened
  const to = (at: number) => () => open(board.shots[at]?.id ?? null)
  return (
    <>
      {shot && (
        <>
          <IconButton label={t('previous')} keys="arrowleft" disabled={place <= 0} onClick={to(place - 1)}>
            <ChevronLeft />
          </IconButton>
          <IconButton
            label={t('next')}
            keys="arrowright"
            disabled={place >= board.shots.length - 1}
            onClick={to(place + 1)}
          >
            <ChevronRight />
          </IconButton>
        </>
      )}
      {shot || playing ? (
        <Button onClick={() => open(null)}>
          <LayoutGrid />
          {t('all')}
        </Button>
      ) : (
        <Button onClick={play}>
          <Play />
          {t('play')}
        </Button>
      )}
    </>
  )
}

const Opened = ({ board, onBoards }: { board: PanelBoard; onBoards?: () => void }) => {
  const { t } = useTranslation('review')
  const opened = useOpened(board)
  const { shot, place, playing, open } = opened
  useGuestKeys(board, opened)
  const told = shot
    ? t('panelOf', { place: place + 1, count: board.shots.length })
    : t('guestHelp', { title: board.title })
  return (
    <main className="flex h-full flex-col">
      <PageHead title={board.title} told={told}>
        {onBoards && (
          <Button onClick={onBoards}>
            <Layers />
            {t('boards')}
          </Button>
        )}
        <Steps board={board} opened={opened} />
        <GuestTools />
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
          {playing ? <Animatic storyboardId={board.storyboard_id} /> : <GuestGrid board={board} onOpen={open} />}
        </div>
      )}
    </main>
  )
}

/** A board as a guest sees it: all panels, one of them, or played; spoken of, drawn on, approved. */
export const GuestBoard = ({ id, onBoards }: { id: string; onBoards?: () => void }) => {
  const query = useQuery(listShotsOptions({ path: { storyboard_id: id } }))
  useEffect(() => follow(`/ws/storyboards/${id}`, () => drawBoardTicket(id)), [id])
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(board) => <Opened board={board} onBoards={onBoards} />}
    </Loaded>
  )
}
