import { expect, it } from 'vitest'
import type { GenerationScene } from '@/api/generated/types.gen'
import { rewritten, settingsOf } from './changes'

const scene = (scene_number: number, prompt: string, negative_prompt = '') =>
  ({ scene_number, prompt, negative_prompt }) as GenerationScene

it('only the words that differ are told, scene by scene', () =>
  expect(
    rewritten(
      { scenes: [scene(1, 'She waits.'), scene(2, 'He runs.', 'blur')] },
      { scenes: [scene(1, 'She waits.'), scene(2, 'He walks.', 'blur, haze'), scene(3, 'New.')] },
    ),
  ).toEqual([
    { scene_number: 2, what: 'prompt', before: 'He runs.', after: 'He walks.' },
    { scene_number: 2, what: 'negative', before: 'blur', after: 'blur, haze' },
  ]))

it('what else differs names its scene, and words are left to the words', () =>
  expect(
    settingsOf([
      { path: 'settings.takes', before: 3, after: 5 },
      { path: 'scenes.2.prompt', before: null, after: 'He walks.' },
      { path: 'scenes.2.camera_movement', before: null, after: 'push-in' },
      { path: 'selections.4.attempt', before: 1, after: 3 },
    ]),
  ).toEqual([
    { scene_number: null, what: 'takes', before: 3, after: 5 },
    { scene_number: 2, what: 'camera_movement', before: null, after: 'push-in' },
    { scene_number: 4, what: 'attempt', before: 1, after: 3 },
  ]))
