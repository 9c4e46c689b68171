import { expect, test } from 'vitest'
import { aheadOf } from './use-ahead'

test('what may be asked for next: the other hours from here, the other sides at this hour', () => {
  const knobs = { set: 'room', lighting: 'dusk', mood: 'tense', contrast: 1.4, colour_temperature: 3200 }
  const asked = aheadOf('e1', 'p1', knobs, 'left').map((url) => new URL(url, 'http://here').searchParams)
  expect(asked.map((query) => [query.get('lighting'), query.get('side')])).toEqual([
    ['', 'left'],
    ['day', 'left'],
    ['night', 'left'],
    ['dawn', 'left'],
    ['dusk', 'front'],
    ['dusk', 'right'],
    ['dusk', 'back'],
  ])
  expect(new Set(asked.map((query) => query.get('quality')))).toEqual(new Set(['live']))
})
