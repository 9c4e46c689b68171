import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import * as Y from 'yjs'
import { listShotsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { PanelShot } from '@/api/generated/types.gen'
import { type Shared, useField } from '@/realtime/document'

/** The board with its shots; while frames are being made it is looked at again. */
export const useBoard = (storyboardId: string) =>
  useQuery({
    ...listShotsOptions({ path: { storyboard_id: storyboardId } }),
    refetchInterval: ({ state }) => (state.data?.shots.some((shot) => shot.job_id) ? 2500 : false),
  })

type Coedited = Pick<
  PanelShot,
  'description' | 'framing' | 'lens_mm' | 'move' | 'duration_frames' | 'characters' | 'dialogue'
> & { rank: number }

/** The panels as they stand in the shared document: what somebody types or moves is seen before the row has it. */
export const merged = (shots: PanelShot[], edited: Record<string, Partial<Coedited>> | undefined): PanelShot[] => {
  if (!edited) return shots
  const rank = (shot: PanelShot) => edited[shot.id]?.rank ?? shot.position
  return shots
    .map((shot) => ({ ...shot, ...edited[shot.id] }))
    .sort((one, other) => rank(one) - rank(other) || one.position - other.position)
}

/** The panels with what is being edited in them right now. */
export const useMerged = (shared: Shared, shots: PanelShot[]): PanelShot[] => {
  const edited = useField<Record<string, Partial<Coedited>>>(shared.fields, 'shots')
  return useMemo(() => merged(shots, edited), [shots, edited])
}

interface Run {
  key: string
  scene: string
  heading: string
  /** Which of the scene's runs this is, from 1: a panel that was moved into another scene splits that one. */
  part: number
  panels: { shot: PanelShot; place: number }[]
}

/** Panels of one scene that follow each other. */
export const runsOf = (shots: PanelShot[]): Run[] => {
  const runs: Run[] = []
  shots.forEach((shot, place) => {
    const { scene_id, scene, heading } = shot
    const last = runs.at(-1)
    if (last?.panels[0]?.shot.scene_id === scene_id) last.panels.push({ shot, place })
    else {
      const part = 1 + runs.filter((run) => run.scene === scene).length
      runs.push({ key: `${scene_id}-${part}`, scene, heading, part, panels: [{ shot, place }] })
    }
  })
  return runs
}

/** A rank between two neighbours; an end of the board has only one. */
export const rankBetween = (before: number | undefined, after: number | undefined): number => {
  if (before === undefined) return (after ?? 1) - 1
  return after === undefined ? before + 1 : (before + after) / 2
}

/** A shot's fields in the shared document. */
export const shotFields = (shared: Shared, shotId: string): Y.Map<unknown> | null => {
  const shots = shared.fields.get('shots')
  const found = shots instanceof Y.Map ? shots.get(shotId) : null
  return found instanceof Y.Map ? found : null
}

/** Moves a shot to another place among the panels as they are shown; at once, or when the shared board has arrived. */
export const useMove = (shared: Shared, shots: PanelShot[]) => {
  const [asked, ask] = useState<{ shotId: string; place: number }[]>([])
  const { ready } = shared
  useEffect(() => {
    if (!ready || asked.length === 0) return
    for (const { shotId, place } of asked) moveTo(shared, shots, shotId, place)
    ask([])
  }, [ready, asked, shared, shots])
  return useCallback(
    (shotId: string, place: number) =>
      ready ? moveTo(shared, shots, shotId, place) : ask((before) => [...before, { shotId, place }]),
    [ready, shared, shots],
  )
}

const moveTo = (shared: Shared, shots: PanelShot[], shotId: string, place: number) => {
  const rest = shots.filter(({ id }) => id !== shotId)
  const rank = (shot: PanelShot | undefined) =>
    shot && Number(shotFields(shared, shot.id)?.get('rank') ?? shot.position)
  shotFields(shared, shotId)?.set('rank', rankBetween(rank(rest[place - 1]), rank(rest[place])))
}
