import { describe, expect, it } from 'vitest'
import { consentState, dayOf, endOf } from './consent'

const NOW = Date.parse('2026-11-21T12:00:00Z')

describe('a consent', () => {
  it.each([
    ['', null, 'none'],
    ['  ', '2027-11-21T00:00:00Z', 'none'],
    ['signed', null, 'open'],
    ['signed', '2027-11-21T00:00:00Z', 'holds'],
    ['signed', '2026-12-01T00:00:00Z', 'soon'],
    ['signed', '2026-11-21T11:59:59Z', 'over'],
    ['', '2026-11-20T00:00:00Z', 'over'],
  ])('"%s" until %s is %s', (consent, until, state) => expect(consentState(consent, until, NOW)).toBe(state))

  it('holds to the end of its last day', () => {
    expect(endOf('2026-11-21')).toBe('2026-11-21T23:59:59Z')
    expect(endOf('')).toBeNull()
    expect(dayOf('2026-11-21T23:59:59Z')).toBe('2026-11-21')
    expect(dayOf(null)).toBe('')
  })
})
