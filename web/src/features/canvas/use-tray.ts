import { useQuery } from '@tanstack/react-query'
import {
  listCharactersOptions,
  listEnvironmentsOptions,
  listShotsOptions,
  listStoryboardsOptions,
  listStylesOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Swatch } from '@/api/generated/types.gen'
import type { NodeKind } from './graph'

export type TrayKind = Exclude<NodeKind, 'note'>
export const TRAY: TrayKind[] = ['character', 'style', 'environment', 'shot', 'storyboard']

/** A thing as the tray offers it. */
export interface Offered {
  id: string
  name: string
  picture?: string | null
  palette?: readonly Swatch[]
}

const LIMIT = 60

/** What the tray offers of a kind; shots are those of one board. */
export const useTray = (kind: TrayKind, search: string, board: string) => {
  const query = { search, limit: LIMIT }
  const characters = useQuery({ ...listCharactersOptions({ query }), enabled: kind === 'character' })
  const styles = useQuery({ ...listStylesOptions({ query }), enabled: kind === 'style' })
  const places = useQuery({ ...listEnvironmentsOptions({ query }), enabled: kind === 'environment' })
  const boards = useQuery({
    ...listStoryboardsOptions({ query: { limit: LIMIT } }),
    enabled: kind === 'storyboard' || kind === 'shot',
  })
  const chosen = board || boards.data?.storyboards[0]?.id || ''
  const shots = useQuery({
    ...listShotsOptions({ path: { storyboard_id: chosen } }),
    enabled: kind === 'shot' && chosen !== '',
  })
  const has = (text: string) => text.toLowerCase().includes(search.toLowerCase())
  const items: Record<TrayKind, () => Offered[] | undefined> = {
    character: () => characters.data?.characters.map((c) => ({ id: c.id, name: c.name, picture: c.thumbnail_url })),
    style: () => styles.data?.styles.map(({ id, name, palette }) => ({ id, name, palette })),
    environment: () => places.data?.environments.map((p) => ({ id: p.id, name: p.name, picture: p.thumbnail_url })),
    storyboard: () =>
      boards.data?.storyboards
        .filter(({ title }) => has(title))
        .map((b) => ({ id: b.id, name: b.title, picture: b.thumbnails[0] })),
    shot: () =>
      chosen === '' && boards.data
        ? []
        : shots.data?.shots
            .filter(({ scene, number, description }) => has(`${scene}/${number} ${description}`))
            .map((s) => ({ id: s.id, name: `${s.scene}/${s.number}`, picture: s.frame?.thumbnail_url })),
  }
  const more = { character: characters.data?.next, style: styles.data?.next, environment: places.data?.next }
  return {
    items: items[kind](),
    more: kind in more && Boolean(more[kind as keyof typeof more]),
    boards: boards.data?.storyboards ?? [],
    board: chosen,
  }
}
