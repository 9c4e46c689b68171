import {
  listCanvases,
  listCharacters,
  listDeletedCanvases,
  listDeletedCharacters,
  listDeletedEnvironments,
  listDeletedStyles,
  listEnvironments,
  listStyles,
  restoreCanvas,
  restoreCharacter,
  restoreEnvironment,
  restoreStyle,
} from '@/api/generated/sdk.gen'
import type { CanvasItem, CharacterItem, EnvironmentItem, Spot, StyleItem, Swatch } from '@/api/generated/types.gen'
import { nameBefore } from '@/lib/name-in-bin'
import { at } from '@/lib/project'
import type { Kind } from './definition'

/** A thing as the library shows it, whatever its kind. */
export interface Entry {
  id: string
  kind: Kind
  name: string
  words: string[]
  picture?: string | null
  palette?: readonly Swatch[]
  spots?: readonly Spot[]
}

/** What is looked for: in which project, of which kind, by words and a tag; or what was put away. */
export interface Wanted {
  project: string
  kind: Kind
  search: string
  tag: string
  bin: boolean
}

interface Page {
  items: Entry[]
  next: string | null
}

const LIMIT = 36

const ofCharacter = ({ id, name, tags, thumbnail_url }: CharacterItem): Entry => ({
  id,
  kind: 'character',
  name,
  words: tags,
  picture: thumbnail_url,
})
const ofStyle = ({ id, name, type, palette }: StyleItem): Entry => ({
  id,
  kind: 'style',
  name,
  words: type === 'project' ? [] : [type],
  palette,
})
const ofPlace = ({ id, name, set, thumbnail_url }: EnvironmentItem): Entry => ({
  id,
  kind: 'environment',
  name,
  words: set ? [set] : [],
  picture: thumbnail_url,
})
const ofCanvas = ({ id, name, spots }: CanvasItem): Entry => ({ id, kind: 'canvas', name, words: [], spots })

/** One page of a shelf, newest first. */
export const readShelf = async ({ project, kind, search, tag, bin }: Wanted, before: string | null): Promise<Page> => {
  const options = { headers: { 'X-Onmodel-Project': project }, throwOnError: true as const }
  const paged = { ...options, query: { search, limit: LIMIT, ...(before && { before }) } }
  const read: Record<Kind, () => Promise<Page>> = {
    character: async () => {
      const { data } = bin
        ? await listDeletedCharacters(options)
        : await listCharacters({ ...paged, query: { ...paged.query, tag } })
      return { items: data.characters.map(ofCharacter), next: data.next }
    },
    style: async () => {
      const { data } = await (bin ? listDeletedStyles(options) : listStyles(paged))
      return { items: data.styles.map(ofStyle), next: data.next }
    },
    environment: async () => {
      const { data } = await (bin ? listDeletedEnvironments(options) : listEnvironments(paged))
      return { items: data.environments.map(ofPlace), next: data.next }
    },
    canvas: async () => {
      const { data } = await (bin ? listDeletedCanvases(options) : listCanvases(paged))
      return { items: data.canvases.map(ofCanvas), next: data.next }
    },
  }
  const page = await read[kind]()
  if (!bin) return page
  const items = page.items.map((entry) => ({ ...entry, name: nameBefore(entry.name) }))
  return { ...page, items: items.filter((entry) => isMeant(entry, search, tag)) }
}

/** Whether an entry is meant by words and a tag: the bin's lists are short, and searched here. */
export const isMeant = ({ name, words }: Pick<Entry, 'name' | 'words'>, search: string, tag: string): boolean => {
  const text = [name, ...words].join(' ').toLowerCase()
  return (
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    (!tag || words.includes(tag))
  )
}

const OPERATIONS: Record<Kind, string> = {
  character: 'listCharacters',
  style: 'listStyles',
  environment: 'listEnvironments',
  canvas: 'listCanvases',
}

/** The shelf's place among what was read; named like the operation, so that events make it old (realtime/freshness.ts). */
export const shelfKey = (wanted: Wanted) => [{ _id: OPERATIONS[wanted.kind], ...wanted }] as const

const PAGES: Record<Kind, string> = {
  character: 'characters',
  style: 'styles',
  environment: 'environments',
  canvas: 'canvas',
}

/** The page of an entry. */
export const pathOf = (projectId: string, { kind, id }: Pick<Entry, 'kind' | 'id'>) => at(projectId, PAGES[kind], id)

/** Take something out of the bin. */
export const restore = ({ kind, id }: Pick<Entry, 'kind' | 'id'>): Promise<unknown> =>
  ({
    character: () => restoreCharacter({ path: { character_id: id }, throwOnError: true }),
    style: () => restoreStyle({ path: { style_id: id }, throwOnError: true }),
    environment: () => restoreEnvironment({ path: { environment_id: id }, throwOnError: true }),
    canvas: () => restoreCanvas({ path: { canvas_id: id }, throwOnError: true }),
  })[kind]()
