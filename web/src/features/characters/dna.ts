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

/** A colour of theirs and what has it: a trait, or a garment. */
export type Tint = { colour: string } & ({ trait: TraitName } | { garment: Garment })

export interface Dna {
  rows: Row[]
  palette: Tint[]
  outfit: Garment[]
  accessories: string[]
  role: string
  /** How they stand and look where the script says nothing: words of these lists. */
  usually: { list: 'poses' | 'expressions'; word: string }[]
}

/** The list that has a trait's words; a colour is in none. */
export const WORDS_OF = {
  gender: 'genders',
  age: 'ages',
  build: 'builds',
  hair_length: 'hairLengths',
  hair_style: 'hairStyles',
  facial_hair: 'beards',
} as const satisfies Partial<Record<TraitName, string>>

const usually = ({ pose = '', expression = '' }: Partial<Record<string, string>>): Dna['usually'] => [
  ...(pose && pose !== 'stand' ? [{ list: 'poses' as const, word: pose }] : []),
  ...(expression && expression !== 'neutral' ? [{ list: 'expressions' as const, word: expression }] : []),
]

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
      ...rows.flatMap(({ name, trait }) => (isColour(trait.value) ? [{ trait: name, colour: trait.value }] : [])),
      ...outfit.map((garment) => ({ garment, colour: garment.colour })),
    ],
    accessories: (visual.accessories ?? []) as string[],
    role: String(visual.role ?? ''),
    usually: usually((visual.bearing ?? {}) as Record<string, string>),
  }
}
