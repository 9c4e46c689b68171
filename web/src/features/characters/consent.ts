const DAY = 86_400_000
const SOON = 30 // days

export type ConsentState = 'none' | 'open' | 'holds' | 'soon' | 'over'

/** How a consent stands; the generator refuses to draw with one that is over. */
export const consentState = (consent: string, until: string | null, now = Date.now()): ConsentState => {
  if (until && Date.parse(until) <= now) return 'over'
  if (!consent.trim()) return 'none'
  if (!until) return 'open'
  return Date.parse(until) - now < SOON * DAY ? 'soon' : 'holds'
}

/** The last moment of a day that somebody chose, in UTC; null where none is chosen. */
export const endOf = (day: string): string | null => (day ? `${day}T23:59:59Z` : null)

/** The day of a moment, as a date field takes it. */
export const dayOf = (moment: string | null): string => moment?.slice(0, 10) ?? ''
