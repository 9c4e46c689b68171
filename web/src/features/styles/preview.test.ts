import { describe, expect, it } from 'vitest'
import { previewUrl } from './preview'

describe('the address of a preview', () => {
  it('says only what is set, and each part of a triple', () => {
    const url = previewUrl('s', 'a', 'p', { exposure: 0.5, contrast: null, lift: [0.1, 0, -0.1], look: 'ink' })
    expect(url).toBe('/api/styles/s/preview?asset_id=a&project=p&exposure=0.5&lift=0.1&lift=0&lift=-0.1')
  })
})
