import { describe, expect, it } from 'vitest'
import { dnaOf } from './dna'

const trait = (value: string | null, more = {}) => ({
  value,
  source: 'words',
  confidence: 1,
  told: value,
  seen: null,
  ...more,
})

describe('DNA as people are shown it', () => {
  const dna = dnaOf({
    hair: trait('#15120f', { seen: '#2f3038' }),
    age: trait('thirties'),
    build: trait('slim', { told: null, seen: null, source: 'default' }),
    outfit: [{ kind: 'robe', colour: '#b9832f', colour_name: 'ochre', material: 'patched', source: 'words' }],
    role: 'trickster',
    bearing: { pose: 'arms-crossed', expression: 'neutral' },
  })

  it('has the attributes in the order in which one looks at somebody', () => {
    expect(dna.rows.map(({ name }) => name)).toEqual(['age', 'build', 'hair'])
  })
  it('says where words and photographs differ', () => {
    expect(dna.rows.map((row) => row.otherwise)).toEqual([null, null, { from: 'seen', value: '#2f3038' }])
  })
  it('has a palette of skin, eyes, hair and clothes', () => {
    expect(dna.palette).toEqual([
      { trait: 'hair', colour: '#15120f' },
      { garment: dna.outfit[0], colour: '#b9832f' },
    ])
  })
  it('says what somebody usually does with body and face', () => {
    expect(dna.usually).toEqual([{ list: 'poses', word: 'arms-crossed' }])
    expect(dnaOf({}).usually).toEqual([])
  })
  it('is empty before anything was measured', () => expect(dnaOf({}).rows).toEqual([]))
})
