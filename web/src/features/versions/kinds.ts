import {
  compareCanvasVersionsOptions,
  compareCharacterVersionsOptions,
  compareCutVersionsOptions,
  compareEnvironmentVersionsOptions,
  compareStoryboardVersionsOptions,
  compareStyleVersionsOptions,
  listCanvasVersionsInfiniteOptions,
  listCharacterVersionsInfiniteOptions,
  listCutVersionsInfiniteOptions,
  listEnvironmentVersionsInfiniteOptions,
  listStoryboardVersionsInfiniteOptions,
  listStyleVersionsInfiniteOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import {
  rollBackCanvas,
  rollBackCharacter,
  rollBackCut,
  rollBackEnvironment,
  rollBackStoryboard,
  rollBackStyle,
} from '@/api/generated/sdk.gen'
import type { VersionPage } from '@/api/generated/types.gen'

type VersionedKind = 'character' | 'style' | 'environment' | 'storyboard' | 'canvas' | 'cut'

/** A thing whose history is kept. */
export interface Versioned {
  kind: VersionedKind
  id: string
}

type Listed = ReturnType<typeof listCharacterVersionsInfiniteOptions>
type Compared = ReturnType<typeof compareCharacterVersionsOptions>

// The lists give the same answers under different names; they are told apart by their keys alone.
export const listOf = ({ kind, id }: Versioned): Listed =>
  ({
    character: () => listCharacterVersionsInfiniteOptions({ path: { character_id: id } }),
    style: () => listStyleVersionsInfiniteOptions({ path: { style_id: id } }),
    environment: () => listEnvironmentVersionsInfiniteOptions({ path: { environment_id: id } }),
    storyboard: () => listStoryboardVersionsInfiniteOptions({ path: { storyboard_id: id } }),
    canvas: () => listCanvasVersionsInfiniteOptions({ path: { canvas_id: id } }),
    cut: () => listCutVersionsInfiniteOptions({ path: { cut_id: id } }),
  })[kind]() as Listed

export const diffOf = ({ kind, id }: Versioned, from: number, to: number): Compared => {
  const query = { from, to }
  return {
    character: () => compareCharacterVersionsOptions({ path: { character_id: id }, query }),
    style: () => compareStyleVersionsOptions({ path: { style_id: id }, query }),
    environment: () => compareEnvironmentVersionsOptions({ path: { environment_id: id }, query }),
    storyboard: () => compareStoryboardVersionsOptions({ path: { storyboard_id: id }, query }),
    canvas: () => compareCanvasVersionsOptions({ path: { canvas_id: id }, query }),
    cut: () => compareCutVersionsOptions({ path: { cut_id: id }, query }),
  }[kind]() as Compared
}

const PLURALS = {
  character: 'characters',
  style: 'styles',
  environment: 'environments',
  storyboard: 'storyboards',
  canvas: 'canvases',
  cut: 'cuts',
}

/** Where the two versions' pictures are drawn side by side. */
export const pictureOf = ({ kind, id }: Versioned, from: number, to: number) =>
  `/api/${PLURALS[kind]}/${id}/versions/diff.png?from=${from}&to=${to}`

/** Make a thing as it was, as a new version; null where that cannot be done. */
export const rollBackOf = ({ kind, id }: Versioned): ((number: number) => Promise<unknown>) | null => {
  const options = (number: number) => ({ body: { number }, throwOnError: true as const })
  if (kind === 'character') return (number) => rollBackCharacter({ path: { character_id: id }, ...options(number) })
  if (kind === 'style') return (number) => rollBackStyle({ path: { style_id: id }, ...options(number) })
  if (kind === 'environment')
    return (number) => rollBackEnvironment({ path: { environment_id: id }, ...options(number) })
  if (kind === 'storyboard') return (number) => rollBackStoryboard({ path: { storyboard_id: id }, ...options(number) })
  if (kind === 'canvas') return (number) => rollBackCanvas({ path: { canvas_id: id }, ...options(number) })
  if (kind === 'cut') return (number) => rollBackCut({ path: { cut_id: id }, ...options(number) })
  return null
}

const HIGHEST = 2 ** 31 - 1 // no version has this number: the first page is of those before it

export const paging = { initialPageParam: HIGHEST, getNextPageParam: ({ next }: VersionPage) => next }
