import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listStoryboardsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { BoardStylesOut, PanelBoard, RestyleCost, StyleOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { span } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Select } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { EmptyState, Skeleton } from '@/ui/states'
import { laidOn, scenesOf, shotsIn } from './laying'
import { useBoardStyles, useCost, useDefault, useLaying } from './use-laying'

const CHOSEN = '*' // in the list of scenes: panels that were picked one by one

/** What it would do, before it is done. */
const Cost = ({ cost, chosen }: { cost: RestyleCost | undefined; chosen: number }) => {
  const { t } = useTranslation('styles')
  const said = () => {
    if (chosen === 0) return t('chooseSome')
    if (!cost) return t('counting')
    if (cost.stale.length === 0)
      return t(cost.fresh.length > 0 ? 'costFresh' : 'costNothing', { count: cost.fresh.length })
    return `${t('costStale', { count: cost.stale.length })} ${t('costTime', { span: span(cost.seconds) })}`
  }
  return (
    <p role="status" className={cn('min-h-5', cost && cost.stale.length > 0 && 'text-stale')}>
      {said()}
    </p>
  )
}

/** The board's panels; those that it is to be laid on are framed, those that are in it already say so. */
const Panels = (props: {
  board: PanelBoard
  chosen: ReadonlySet<string>
  inIt: ReadonlySet<string>
  onToggle: (id: string) => void
}) => {
  const { t } = useTranslation('styles')
  return (
    <ul className="grid max-h-[40vh] grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2 overflow-y-auto p-1">
      {props.board.shots.map(({ id, scene, number, frame }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={props.chosen.has(id)}
            aria-label={t('panelOf', { scene, number })}
            onClick={() => props.onToggle(id)}
            className="relative block w-full overflow-hidden rounded border border-line-strong opacity-60 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:ring-2 aria-pressed:ring-accent"
          >
            <Picture src={frame?.image_url} alt="" edge={200} />
            <span className="flex items-center gap-1 px-1.5 py-0.5 text-[12px] tabular-nums">
              {scene}/{number}
              {props.inIt.has(id) && <Badge className="ml-auto">{t('inIt')}</Badge>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const OntoBoard = ({ style, board, laid }: { style: StyleOut; board: PanelBoard; laid: BoardStylesOut }) => {
  const { t } = useTranslation('styles')
  const { why } = useMay('edit')
  const { onto, busy } = useLaying(style)
  const [scene, setScene] = useState('')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const ofScene = board.shots.filter((shot) => scene === '' || shot.scene === scene)
  const chosen = scene === CHOSEN ? picked : new Set(ofScene.map(({ id }) => id))
  const wanted = chosen.size > 0 ? laidOn(laid.styles, style.id, board.shots, chosen) : null
  const { data: cost } = useCost(board.storyboard_id, wanted)
  const toggle = (id: string) => {
    setPicked(chosen.has(id) ? new Set([...chosen].filter((each) => each !== id)) : new Set([...chosen, id]))
    setScene(CHOSEN)
  }
  const apply = (draw: boolean) => wanted && void onto(board.storyboard_id, wanted, laid.version, draw).catch(() => {})
  return (
    <>
      <Field label={t('which')}>
        {(ids) => (
          <Select {...ids} value={scene} onChange={({ target }) => setScene(target.value)}>
            <option value="">{t('allPanels', { count: board.shots.length })}</option>
            {scenesOf(board.shots).map((one) => (
              <option key={one.scene} value={one.scene}>
                {t('sceneOf', one)}
              </option>
            ))}
            <option value={CHOSEN}>{t('chosenPanels', { count: scene === CHOSEN ? picked.size : 0 })}</option>
          </Select>
        )}
      </Field>
      <Panels board={board} chosen={chosen} inIt={shotsIn(laid.styles, style.id, board.shots)} onToggle={toggle} />
      <Cost cost={wanted ? cost : undefined} chosen={chosen.size} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button why={why} busy={busy} disabled={!wanted} onClick={() => apply(false)}>
          {t('lay')}
        </Button>
        <Button look="primary" why={why} busy={busy} disabled={!cost?.stale.length} onClick={() => apply(true)}>
          {t('layAndDraw')}
        </Button>
      </div>
    </>
  )
}

const Board = ({ style, id }: { style: StyleOut; id: string }) => {
  const { board, laid } = useBoardStyles(id)
  if (!board || !laid) return <Skeleton className="h-64" />
  return <OntoBoard key={id} style={style} board={board} laid={laid} />
}

const NewBoards = ({ style, before }: { style: StyleOut; before: { id: string; name: string } | undefined }) => {
  const { t } = useTranslation('styles')
  const { why } = useMay('edit')
  const { turn, busy } = useDefault(style, before?.id ?? null)
  const told = () => {
    if (style.default) return t('defaultNow')
    return before ? t('defaultInstead', { name: before.name }) : t('defaultHelp')
  }
  return (
    <>
      <p>{told()}</p>
      <Button look="primary" className="self-end" why={why} busy={busy} onClick={turn}>
        {t(style.default ? 'unmakeDefault' : 'makeDefault')}
      </Button>
    </>
  )
}

const NEW = 'new'

/** Where a style is to hold: new boards, a board, a scene of it, or panels; what that costs is said before. */
export const Apply = (props: {
  style: StyleOut
  styles: readonly { id: string; name: string }[]
  standing: string | null
  onClose: () => void
}) => {
  const { t } = useTranslation('styles')
  const { data } = useQuery(listStoryboardsOptions({ query: { limit: 100 } }))
  const boards = data?.storyboards.filter(({ panels }) => panels > 0) ?? []
  const [asked, setAsked] = useState<string | null>(null)
  const to = asked ?? boards[0]?.id ?? NEW
  return (
    <Dialog open wide title={t('applyTitle', { name: props.style.name })} onClose={props.onClose}>
      <div className="flex flex-col gap-3">
        <Field label={t('to')}>
          {(ids) => (
            <Select {...ids} value={to} onChange={({ target }) => setAsked(target.value)}>
              {boards.map(({ id, title, panels }) => (
                <option key={id} value={id}>
                  {t('boardOf', { title, count: panels })}
                </option>
              ))}
              <option value={NEW}>{t('newBoards')}</option>
            </Select>
          )}
        </Field>
        {to === NEW ? (
          <NewBoards style={props.style} before={props.styles.find(({ id }) => id === props.standing)} />
        ) : (
          <Board style={props.style} id={to} />
        )}
        {data && boards.length === 0 && <EmptyState title={t('noBoards')}>{t('noBoardsHelp')}</EmptyState>}
      </div>
    </Dialog>
  )
}
