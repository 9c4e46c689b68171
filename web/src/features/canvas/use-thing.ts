import { useQuery } from '@tanstack/react-query'
import {
  getCharacterOptions,
  getEnvironmentOptions,
  getShotOptions,
  getStoryboardOptions,
  getStyleOptions,
  listShotsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Swatch } from '@/api/generated/types.gen'
import { useSeen } from '@/lib/use-seen'

/** What a card on the canvas shows of the thing itself. */
export interface Thing {
  name: string
  told?: string
  picture?: string | null
  palette?: readonly Swatch[]
  score?: number | null
  stale?: boolean
}

/** `null`: it is no longer there; `undefined`: not known yet. */
export type Known = Thing | null | undefined

const known = <Data>(query: { data?: Data; error: unknown }, shown: (data: Data) => Thing | null): Known =>
  query.data === undefined ? (query.error ? null : undefined) : shown(query.data)

export const useCharacter = (id: string): Known => {
  const seen = useSeen(id, true)
  return known(useQuery(getCharacterOptions({ path: { character_id: id } })), (found) =>
    found.deleted
      ? null
      : {
          name: found.name,
          told: found.tags.join(' · '),
          picture: found.thumbnail ?? seen?.picture,
          score: seen?.score,
          stale: seen?.stale,
        },
  )
}

export const useStyle = (id: string): Known =>
  known(useQuery(getStyleOptions({ path: { style_id: id } })), ({ name, palette, references }) => ({
    name,
    palette,
    picture: references[0] && `/api/assets/${references[0].asset_id}`,
  }))

export const useEnvironment = (id: string): Known =>
  known(useQuery(getEnvironmentOptions({ path: { environment_id: id } })), ({ name, set, references }) => ({
    name,
    told: set,
    picture: references[0]?.url,
  }))

export const useStoryboard = (id: string): Known =>
  known(useQuery(getStoryboardOptions({ path: { storyboard_id: id } })), ({ title, scenes, overall_score }) => ({
    name: title,
    picture: scenes.find(({ thumbnail_url }) => thumbnail_url)?.thumbnail_url,
    score: overall_score,
  }))

/** A shot, with its frame and score as its board has them. */
export const useShot = (id: string): Known => {
  const shot = useQuery(getShotOptions({ path: { shot_id: id } }))
  const board = shot.data?.storyboard_id ?? ''
  const shots = useQuery({ ...listShotsOptions({ path: { storyboard_id: board } }), enabled: board !== '' })
  const panel = shots.data?.shots.find((each) => each.id === id)
  return known(shot, ({ scene, number, description }) => ({
    name: `${scene}/${number}`,
    told: description,
    picture: panel?.frame?.thumbnail_url,
    score: panel?.frame?.score,
    stale: panel?.stale,
  }))
}
