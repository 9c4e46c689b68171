import {
  changeCharacter,
  createCanvas,
  createCharacter,
  createEnvironment,
  createStyle,
  getCanvas,
  getCharacter,
  getEnvironment,
  getStyle,
} from '@/api/generated/sdk.gen'
import type { CanvasIn, CharacterChange, EnvironmentIn, StyleIn } from '@/api/generated/types.gen'
import { asForm, asImages, base64 } from '@/lib/upload'

export const KINDS = ['character', 'style', 'environment', 'canvas'] as const
export type Kind = (typeof KINDS)[number]

interface Picture {
  name: string
  angle?: string
  type: string
  data: string
}

/** A thing as a file, or on its way into another project: what it is, with its pictures, without ids of where it was. */
export interface Definition {
  onmodel: 'definition'
  version: 1
  kind: Kind
  name: string
  fields: Record<string, unknown>
  pictures: Picture[]
}

const VERSION = 1

const define = (kind: Kind, name: string, fields: Record<string, unknown>, pictures: Picture[] = []): Definition => ({
  onmodel: 'definition',
  version: VERSION,
  kind,
  name,
  fields,
  pictures,
})

const pictureAt = async (url: string, name: string, angle?: string): Promise<Picture> => {
  const answer = await fetch(url) // bytes of a picture: the generated client reads JSON
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  const blob = await answer.blob()
  return { name, ...(angle && { angle }), type: blob.type, data: await base64(new File([blob], name)) }
}

const asset = (id: string) => `/api/assets/${id}`
const sure = { throwOnError: true } as const

const READ: Record<Kind, (id: string) => Promise<Definition>> = {
  character: async (id) => {
    const { data } = await getCharacter({ path: { character_id: id }, ...sure })
    const { description, importance, tier, tags, licence, consent, consent_until } = data
    const pictures = await Promise.all(data.references.map(({ url, filename }) => pictureAt(url, filename)))
    const fields = { description, importance, tier, tags, licence, consent, consent_until }
    return define('character', data.name, fields, pictures)
  },
  style: async (id) => {
    const { data } = await getStyle({ path: { style_id: id }, ...sure })
    const { description, type, palette_by_hand, references } = data
    const { look, grade, palette } = data.effective as { look: string | null; grade: object; palette: string[] }
    const pictures = references.map(({ asset_id }, at) => pictureAt(asset(asset_id), `reference ${at + 1}`))
    // its parents stay behind, so it goes with all that it comes to; a palette of its pictures is taken from them again
    const chosen = palette.length > 0 && (palette_by_hand || references.length === 0)
    const parameters = { ...grade, ...(look && { look }) }
    const fields = { description, type, parameters, ...(chosen && { palette }) }
    return define('style', data.name, fields, await Promise.all(pictures))
  },
  environment: async (id) => {
    const { data } = await getEnvironment({ path: { environment_id: id }, ...sure })
    const { description, set, lighting, colour_temperature, contrast, mood, properties, references } = data
    const pictures = references.map(({ url, angle }, at) => pictureAt(url, `reference ${at + 1}`, angle))
    const fields = { description, set, lighting, colour_temperature, contrast, mood, properties }
    return define('environment', data.name, fields, await Promise.all(pictures))
  },
  canvas: async (id) => {
    const { data } = await getCanvas({ path: { canvas_id: id }, ...sure })
    return define('canvas', data.name, { description: data.description, nodes: data.nodes, edges: data.edges })
  },
}

/** What a thing is, so that it can be made again. */
export const readDefinition = (kind: Kind, id: string) => READ[kind](id)

const fileOf = ({ name, type, data }: Picture) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  return new File([bytes], name, { type })
}

const MAKE: Record<Kind, (given: Definition) => Promise<{ id: string }>> = {
  character: async ({ name, fields, pictures }) => {
    const { description, ...rest } = fields as CharacterChange
    const body = { name, description: description ?? '', images: asImages(pictures.map(fileOf)) }
    const { data } = await createCharacter({ body, ...asForm, ...sure })
    const more = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== ''))
    if (Object.keys(more).length > 0) await changeCharacter({ path: { character_id: data.id }, body: more, ...sure })
    return data
  },
  style: async ({ name, fields, pictures }) => {
    const body = { ...(fields as Omit<StyleIn, 'name'>), name, images: pictures.map(({ data }) => data) }
    return (await createStyle({ body, ...sure })).data
  },
  environment: async ({ name, fields, pictures }) => {
    const references = pictures.map(({ angle, data }) => ({ angle: angle ?? '', image: data }))
    const body = { ...(fields as Omit<EnvironmentIn, 'name'>), name, references }
    return (await createEnvironment({ body, ...sure })).data
  },
  canvas: async ({ name, fields }) =>
    (await createCanvas({ body: { ...(fields as Omit<CanvasIn, 'name'>), name }, ...sure })).data,
}

/** Make a thing as it is defined, in the project that one is in; it is measured anew there. */
export const makeDefinition = (given: Definition) => MAKE[given.kind](given)

/** The file's name that a definition is kept under. */
export const fileName = ({ kind, name }: Pick<Definition, 'kind' | 'name'>) =>
  `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '_').trim() || kind}.${kind}.json`

const isPicture = (value: unknown): value is Picture => {
  const { name, type, data } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof type === 'string' && typeof data === 'string'
}

/** What stands in a file, or null where that is no definition that this version reads. */
export const parseDefinition = (text: string): Definition | null => {
  try {
    const found = JSON.parse(text) as Partial<Definition>
    const fits =
      found.onmodel === 'definition' &&
      found.version === VERSION &&
      KINDS.some((kind) => kind === found.kind) &&
      typeof found.name === 'string' &&
      typeof found.fields === 'object' &&
      found.fields !== null &&
      Array.isArray(found.pictures) &&
      found.pictures.every(isPicture)
    return fits ? (found as Definition) : null
  } catch {
    return null
  }
}
