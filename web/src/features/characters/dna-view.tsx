import { CircleHelp, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { useWord } from '@/lib/use-word'
import { type Dna, dnaOf, isColour, type Row, type Tint, WORDS_OF } from './dna'

const Swatch = ({ colour }: { colour: string }) => (
  <span style={{ background: colour }} className="inline-block size-4 shrink-0 rounded border border-line-strong" />
)

const Value = ({ name, value }: { name: Row['name']; value: string | null }) => {
  const word = useWord()
  if (value === null) return '–'
  if (!isColour(value)) return name in WORDS_OF ? word(WORDS_OF[name as keyof typeof WORDS_OF], value) : value
  return (
    <span className="inline-flex items-center gap-1.5 align-bottom">
      <Swatch colour={value} />
      <span className="font-mono text-[12px]">{value}</span>
    </span>
  )
}

const Palette = ({ palette }: Pick<Dna, 'palette'>) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  const nameOf = (tint: Tint) =>
    'trait' in tint ? t(tint.trait) : `${tint.garment.colour_name} ${word('garments', tint.garment.kind)}`.trim()
  return (
    <ul aria-label={t('palette')} className="flex flex-wrap gap-2">
      {palette.map((tint) => (
        <li key={`${nameOf(tint)}${tint.colour}`} className="w-18">
          <span style={{ background: tint.colour }} className="block h-12 rounded border border-line-strong" />
          <span className="line-clamp-2 text-[12px] leading-tight">{nameOf(tint)}</span>
          <span className="block font-mono text-[11px] text-muted">{tint.colour}</span>
        </li>
      ))}
    </ul>
  )
}

const Attribute = ({ row: { name, trait, otherwise } }: { row: Row }) => {
  const { t } = useTranslation('characters')
  return (
    <tr className="border-b align-top">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal text-muted">
        {t(name)}
      </th>
      <td className={cn('py-1.5 pr-3', trait.source === 'default' && 'text-muted italic')}>
        <Value name={name} value={trait.value} />
        {otherwise && (
          <span className="block text-[12px] text-good">
            {otherwise.from === 'seen' ? t('seenOtherwise') : t('toldOtherwise')}{' '}
            <Value name={name} value={otherwise.value} />
          </span>
        )}
      </td>
      <td className="py-1.5 text-[13px] text-muted">{t(`source_${trait.source}`)}</td>
    </tr>
  )
}

const Attributes = ({ rows }: Pick<Dna, 'rows'>) => {
  const { t } = useTranslation('characters')
  return (
    <table className="w-full text-[13px]">
      <caption className="sr-only">{t('attributes')}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('trait')}</th>
          <th scope="col">{t('value')}</th>
          <th scope="col">{t('known')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Attribute key={row.name} row={row} />
        ))}
      </tbody>
    </table>
  )
}

const Outfit = ({ outfit }: Pick<Dna, 'outfit'>) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  return (
    <section>
      <h3 className="mb-1 font-medium text-[13px] text-muted">{t('outfit')}</h3>
      <ul className="flex flex-col gap-1 text-[13px]">
        {outfit.map(({ kind, colour, colour_name, material, source }) => (
          <li key={`${kind}${colour}`} className="flex items-center gap-2">
            <Swatch colour={colour} />
            <span className="flex-1">{[material, colour_name, word('garments', kind)].filter(Boolean).join(' ')}</span>
            <span className="text-muted">{t(`source_${source}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is kept of a character, plainly: each value with where it is known from, and what nobody told. */
export const DnaView = ({ character }: { character: CharacterOut }) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  const dna = dnaOf(character.visual_dna)
  return (
    <section aria-label={t('dna')} className="flex flex-col gap-4">
      <div>
        <h2 className="font-semibold">{t('dna')}</h2>
        <p className="text-[13px] text-muted">{t('dnaHelp')}</p>
      </div>
      {character.warnings.length > 0 && (
        <section aria-label={t('warnings')} className="rounded-md border border-good p-2.5 text-[13px]">
          <h3 className="mb-1 flex items-center gap-1.5 font-medium text-good">
            <TriangleAlert className="size-4" />
            {t('warnings')}
          </h3>
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {character.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
      <Palette palette={dna.palette} />
      <Attributes rows={dna.rows} />
      {dna.outfit.length > 0 && <Outfit outfit={dna.outfit} />}
      {dna.accessories.length > 0 && (
        <p className="text-[13px]">
          <span className="text-muted">{t('accessories')}: </span>
          {dna.accessories.map((each) => word('accessories', each)).join(', ')}
        </p>
      )}
      {dna.usually.length > 0 && (
        <p className="text-[13px]">
          <span className="text-muted">{t('usually')}: </span>
          {dna.usually.map((each) => word(each.list, each.word)).join(', ')}
        </p>
      )}
      {character.not_told.length > 0 && (
        <section aria-label={t('notTold')} className="text-[13px]">
          <h3 className="flex items-center gap-1.5 font-medium text-muted">
            <CircleHelp className="size-4" />
            {t('notTold')}
          </h3>
          <p className="mb-1 text-muted">{t('notToldHelp')}</p>
          <ul className="flex list-disc flex-col gap-0.5 pl-5">
            {character.not_told.map((untold) => (
              <li key={untold}>{untold}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="text-[13px]">
        <h3 className="mb-1 font-medium text-muted">{t('prompt')}</h3>
        <p className="rounded-md border bg-ground p-2.5 font-mono text-[12px] leading-relaxed">
          {character.base_prompt}
        </p>
      </section>
    </section>
  )
}
