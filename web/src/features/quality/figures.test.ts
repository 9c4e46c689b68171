import { describe, expect, it } from 'vitest'
import type { MetricOut, SceneQuality } from '@/api/generated/types.gen'
import { axesOf, byNeed, gain, merged, people, percent, share, sorted, spread, steadiness } from './figures'

const metric = (dimension: string, normalised: number | null, more: Partial<MetricOut> = {}): MetricOut => ({
  character: '',
  dimension,
  normalised,
  raw: normalised,
  backbone: 'x',
  official: false,
  reason: normalised === null ? 'why not' : '',
  ...more,
})

describe('what was measured', () => {
  const metrics = [
    metric('aesthetic_quality', null),
    metric('something_new', 0.5),
    metric('dynamic_degree', 0),
    metric('subject_consistency', 0.9),
    metric('color', null, { reason: 'its own prompts' }),
    metric('scene', null, { reason: 'its own prompts' }),
    metric('face', 88, { character: 'EMMA' }),
  ]

  it('puts movement behind the consistency that a frozen clip would win, and the unknown at the end', () =>
    expect(sorted(metrics).told.map(({ dimension }) => dimension)).toEqual([
      'subject_consistency',
      'dynamic_degree',
      'something_new',
    ]))

  it('gathers what cannot be told under its reason', () =>
    expect(sorted(metrics).untold).toEqual([
      { reason: 'why not', dimensions: ['aesthetic_quality'] },
      { reason: 'its own prompts', dimensions: ['color', 'scene'] },
    ]))

  it('tells people apart', () => expect(people(metrics).map(([name]) => name)).toEqual(['EMMA']))

  it('is null, not nought, where it cannot be told', () =>
    expect(steadiness([{ dimension: 'subject_consistency', value: 90 }])).toEqual({
      subject: 90,
      background: null,
      movement: null,
    }))
})

describe('figures', () => {
  it('are clamped for the eye', () => expect([percent(1.2), percent(-0.1), percent(null)]).toEqual([100, 0, null]))

  it('of means are axes in the order they are read', () =>
    expect(axesOf({ imaging_quality: 0.5, subject_consistency: null })).toEqual([
      { dimension: 'subject_consistency', value: null },
      { dimension: 'imaging_quality', value: 50 },
    ]))

  it('of two radars stand side by side where one of them can be told', () =>
    expect(
      merged([
        [
          { dimension: 'a', value: 1 },
          { dimension: 'b', value: null },
        ],
        [{ dimension: 'a', value: null }],
      ]),
    ).toEqual([{ dimension: 'a', values: [1, null] }]))

  it('have no gain where one of them cannot be told', () => expect([gain(70, 74), gain(null, 3)]).toEqual([4, null]))

  it('have no share without a cap, and all of one that is nought', () =>
    expect([share(3, null), share(1, 4), share(9, 4), share(0, 0)]).toEqual([null, 0.25, 1, 1]))
})

it('what needs work comes first, in the order of its need', () => {
  const scenes = [1, 2, 3, 4].map((scene_number) => ({ scene_number }) as SceneQuality)
  expect(byNeed(scenes, [3, 1]).map(({ scene_number }) => scene_number)).toEqual([3, 1, 2, 4])
})

it('names of lines that end together are moved apart', () =>
  expect([spread([90, 88, null, 10], 6), spread([0, 0], 6), spread([100, 99], 6)]).toEqual([
    [0, -4, 0, 0],
    [6, 0],
    [0, -5],
  ]))
