import type { CharacterItem, VariationOut } from '@/api/generated/types.gen'

export type Importance = CharacterItem['importance']
export type Tier = CharacterItem['tier']
export type VariationKind = VariationOut['kind']

export const IMPORTANCES: Importance[] = ['lead', 'supporting', 'background']
export const TIERS: Tier[] = ['low', 'standard', 'high']
export const VARIATION_KINDS: VariationKind[] = ['pose', 'expression', 'outfit']
/** The kind's whole sheet, as texts call it. */
export const SHEETS = { pose: 'poses', expression: 'expressions', outfit: 'outfits' } as const
