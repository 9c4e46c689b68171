import type { ChangeOut, GenerationOut, GenerationScene } from '@/api/generated/types.gen'

/** A scene's words in two iterations: what its clip was asked for, whole sentences to be told word by word. */
export interface Rewritten {
  scene_number: number
  what: 'prompt' | 'negative'
  before: string
  after: string
}

const scenesOf = ({ scenes }: Pick<GenerationOut, 'scenes'>) =>
  new Map(scenes.map((scene) => [scene.scene_number, scene]))

const TEXTS = [
  ['prompt', ({ prompt }: GenerationScene) => prompt],
  ['negative', ({ negative_prompt }: GenerationScene) => negative_prompt],
] as const

/** The texts that are other words than before, scene by scene. */
export const rewritten = (before: Pick<GenerationOut, 'scenes'>, after: Pick<GenerationOut, 'scenes'>): Rewritten[] => {
  const known = scenesOf(before)
  return after.scenes.flatMap((now) => {
    const then = known.get(now.scene_number)
    if (!then) return []
    return TEXTS.filter(([, read]) => read(then) !== read(now)).map(([what, read]) => ({
      scene_number: now.scene_number,
      what,
      before: read(then),
      after: read(now),
    }))
  })
}

export interface Setting {
  scene_number: number | null
  what: string
  before: unknown
  after: unknown
}

// told word by word, from what the clip was asked for in the end
const WORDS = /^scenes\.\d+\.(prompt|negative_prompt)$/

/** What else differs: settings of the whole, plans of a scene, and which take stands for it. */
export const settingsOf = (changes: readonly ChangeOut[]): Setting[] =>
  changes
    .filter(({ path }) => !WORDS.test(path))
    .map(({ path, before, after }) => {
      const [, scene] = path.match(/^(?:scenes|selections)\.(\d+)\./) ?? []
      return {
        scene_number: scene ? Number(scene) : null,
        what: path.split('.').at(-1) ?? path,
        before: before ?? null,
        after: after ?? null,
      }
    })
