/** One attribute with where it is known from (`onmodel/dna/model.py`). */
interface Trait {
  value: string | null
  source: 'words' | 'pixels' | 'default'
  confidence: number
  told: string | null
  seen: string | null
}

interface Garment {
  kind: string
  colour: string
  colour_name: string
  material: string
  source: Trait['source']
}

const TRAITS = ['gender', 'age', 'build', 'skin', 'eyes', 'hair', 'hair_length', 'hair_style', 'facial_hair'] as const
type TraitName = (typeof TRAITS)[number]

export interface Row {
  name: TraitName
  trait: Trait
  /** What the other source says, where both spoke and differ. */
  otherwise: { from: 'seen' | 'told'; value: string } | null
}

export interface Dna {
  rows: Row[]
  palette: { name: string; colour: string }[]
  outfit: Garment[]
  accessories: string[]
  role: string
  usually: string[]
}

const AT_REST = new Set(['', 'stand', 'neutral'])

const isTrait = (value: unknown): value is Trait => typeof value === 'object' && value !== null && 'source' in value

const otherwise = ({ value, told, seen }: Trait): Row['otherwise'] => {
  if (told === null || seen === null || told === seen) return null
  return value === told ? { from: 'seen', value: seen } : { from: 'told', value: told }
}

/** Whether a colour is wanted for a trait's value. */
export const isColour = (value: string | null): value is string => value !== null && /^#[0-9a-f]{6}$/i.test(value)

/** The DNA as people are shown it; what an older character lacks is left out. */
export const dnaOf = (visual: Record<string, unknown>): Dna => {
  const rows = TRAITS.flatMap((name): Row[] => {
    const trait = visual[name]
    return isTrait(trait) ? [{ name, trait, otherwise: otherwise(trait) }] : []
  })
  const outfit = (visual.outfit ?? []) as Garment[]
  return {
    rows,
    outfit,
    palette: [
      ...rows.flatMap(({ name, trait }) => (isColour(trait.value) ? [{ name, colour: trait.value }] : [])),
      ...outfit.map(({ kind, colour, colour_name }) => ({ name: `${colour_name} ${kind}`.trim(), colour })),
    ],
    accessories: (visual.accessories ?? []) as string[],
    role: String(visual.role ?? ''),
    usually: Object.values((visual.bearing ?? {}) as Record<string, string>)
      .filter((word) => !AT_REST.has(word))
      .map((word) => word.replaceAll('-', ' ')),
  }
}
