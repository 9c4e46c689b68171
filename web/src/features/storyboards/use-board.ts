import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
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

/** Moves a shot to another place among the panels as they are shown. */
export const useMove = (shared: Shared, shots: PanelShot[]) =>
  useCallback(
    (shotId: string, place: number) => {
      const rest = shots.filter(({ id }) => id !== shotId)
      const rank = (shot: PanelShot | undefined) =>
        shot && Number(shotFields(shared, shot.id)?.get('rank') ?? shot.position)
      shotFields(shared, shotId)?.set('rank', rankBetween(rank(rest[place - 1]), rank(rest[place])))
    },
    [shared, shots],
  )
