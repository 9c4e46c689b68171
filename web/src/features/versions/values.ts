import type { ChangeOut } from '@/api/generated/types.gen'

// measured from words and pictures, not written by people
const MEASURED = /^(dna|fingerprint|base_prompt)(\.|$)/
const COLOUR = /^#[0-9a-f]{6}$/i

/** "visual_dna.hair_length" as people say it: "Visual dna · hair length"; places in a list count from 1. */
export const fieldWords = (path: string): string => {
  const parts = path
    .split('.')
    .filter((part) => part !== 'value')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll('_', ' ')))
  const words = parts.join(' · ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value as text. */
export const valueWords = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(valueWords).join(', ')
  return Object.entries(value)
    .map(([key, part]) => `${key.replaceAll('_', ' ')}: ${valueWords(part)}`)
    .join(', ')
}

export const isColour = (value: unknown): value is string => typeof value === 'string' && COLOUR.test(value)

/** What people changed, and what was only measured anew because of it. */
export const sorted = (changes: readonly ChangeOut[]) => ({
  written: changes.filter(({ path }) => !MEASURED.test(path)),
  measured: changes.filter(({ path }) => MEASURED.test(path)),
})
