import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listVariationsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { CharacterOut } from '@/api/generated/types.gen'
import { useWord } from '@/lib/use-word'
import type { Shared } from '@/realtime/document'
import { Picture } from '@/ui/picture'
import { DnaView } from './dna-view'
import { Editor } from './editor'
import { References } from './references'
import { wordsOf } from './variation-words'

/** What was tried and taken: part of the model sheet, beside the photographs. */
const Adopted = ({ character }: { character: CharacterOut }) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  const { data } = useQuery(listVariationsOptions({ path: { character_id: character.id }, query: { limit: 200 } }))
  const adopted = data?.variations.filter((variation) => variation.adopted) ?? []
  if (adopted.length === 0) return null
  return (
    <section aria-label={t('adopted')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('adopted')}</h2>
      <ul className="grid grid-cols-2 gap-2 md:grid-cols-3">
        {adopted.map((variation) => (
          <li key={variation.id}>
            <Picture
              src={variation.image_url}
              alt={t('variationAlt', { name: character.name, what: wordsOf(variation, word) })}
              edge={320}
              className="rounded-md"
            />
            <span className="text-[13px] text-muted">{wordsOf(variation, word)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The model sheet: what a character looks like, what is said of it, and what is kept of it. */
export const Sheet = ({
  character,
  shared,
  disabled,
}: {
  character: CharacterOut
  shared: Shared
  disabled: boolean
}) => (
  <div className="grid gap-6 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
    <div className="flex flex-col gap-6">
      <References character={character} disabled={disabled} />
      <Adopted character={character} />
    </div>
    <div className="flex flex-col gap-6">
      <Editor character={character} shared={shared} disabled={disabled} />
      <DnaView character={character} />
    </div>
  </div>
)
