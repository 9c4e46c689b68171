import { Drama } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut } from '@/api/generated/types.gen'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Asking, CancelBatch } from './asking'
import { ChooseAnother, CompareVariations } from './compare-variations'
import { SHEETS, VARIATION_KINDS } from './kinds'
import { Tried } from './tried'
import { useCompared } from './use-compared'
import { useAdopt, useVariations } from './use-variations'
import { inOrder, SORTS } from './variation-words'

const Waiting = () => (
  <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
    {[1, 2, 3, 4].map((at) => (
      <Skeleton key={at} className="aspect-video" />
    ))}
  </div>
)

/** Poses, expressions and outfits that were tried; the team votes, and what is adopted becomes part of them. */
export const Variations = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const [params, put] = usePut()
  const query = useVariations(character.id)
  const adopt = useAdopt(character)
  const kind = params.get('kind') ?? ''
  const sort = oneOf(SORTS, params.get('sort'))
  const all = query.data?.pages.flatMap(({ variations }) => variations)
  const show = (kind: string) => put({ kind })
  const { first, pair, choose, stop } = useCompared()
  if (pair) return <CompareVariations character={character} query={query} pair={pair} onBack={stop} />
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Asking character={character} disabled={disabled} />
        <CancelBatch variations={all ?? []} />
        <span className="flex-1" />
        <Select
          aria-label={t('sort')}
          className="w-auto"
          value={sort}
          onChange={({ target }) => put({ sort: target.value === 'newest' ? null : target.value })}
        >
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Select>
        <Select aria-label={t('filter')} className="w-auto" value={kind} onChange={(event) => show(event.target.value)}>
          <option value="">{t('allKinds')}</option>
          {VARIATION_KINDS.map((each) => (
            <option key={each} value={each}>
              {t(SHEETS[each])}
            </option>
          ))}
        </Select>
      </div>
      {first && <ChooseAnother variation={all?.find(({ id }) => id === first)} onStop={stop} />}
      <Loaded query={{ data: all, error: query.error, refetch: query.refetch }} skeleton={<Waiting />}>
        {(variations) =>
          variations.length === 0 ? (
            <EmptyState icon={<Drama />} title={t('noVariations')}>
              {t('noVariationsHelp')}
            </EmptyState>
          ) : (
            <ul aria-label={t('variations')} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
              {inOrder(variations, sort)
                .filter((variation) => !kind || variation.kind === kind)
                .map((variation) => (
                  <Tried
                    key={variation.id}
                    variation={variation}
                    name={character.name}
                    compared={variation.id === first}
                    onCompare={() => choose(variation.id)}
                    disabled={disabled}
                    adopting={adopt.isPending && adopt.variables === variation.id}
                    onAdopt={() => adopt.mutate(variation.id)}
                  />
                ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </div>
  )
}
