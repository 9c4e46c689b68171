import { expect, test } from 'vitest'
import { better, previewUrl } from './preview-url'

const knobs = { set: '', lighting: 'dusk', mood: '', contrast: 1.2, colour_temperature: null }

test('a preview is asked for with every knob as it stands, also those that say nothing', () => {
  const url = new URL(previewUrl('e1', 'p1', knobs, 'left', 'rough'), 'http://here')
  expect(url.pathname).toBe('/api/environments/e1/preview')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    project: 'p1',
    set: '',
    lighting: 'dusk',
    mood: '',
    contrast: '1.2',
    colour_temperature: '0',
    side: 'left',
    quality: 'rough',
  })
})

test('pictures get better until there is none', () => {
  expect([better('rough'), better('live'), better('fine')]).toEqual(['live', 'fine', null])
})
