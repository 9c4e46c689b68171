import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut, VariationOut } from '@/api/generated/types.gen'
import { useCommand } from '@/lib/commands'
import { useWord } from '@/lib/use-word'
import { Button } from '@/ui/button'
import { Skeleton } from '@/ui/states'
import type { useVariations } from './use-variations'
import { apart, wordsOf } from './variation-words'

// the slider comes only where two are compared
const Compare = lazy(() => import('@/ui/compare').then(({ Compare }) => ({ default: Compare })))

/** One variation is chosen: what it is held against is awaited. */
export const ChooseAnother = ({ variation, onStop }: { variation?: VariationOut; onStop: () => void }) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  useCommand({ id: 'compare-stop', title: t('compareStop'), group: t('group'), keys: 'escape', run: onStop })
  return (
    <p role="status" className="flex items-center gap-3 rounded-md border border-accent px-3 py-2">
      <span className="min-w-0 flex-1">
        {t('compareWith', { what: variation ? wordsOf(variation, word) : t('variations') })}
      </span>
      <Button size="small" look="quiet" onClick={onStop}>
        {t('compareStop')}
      </Button>
    </p>
  )
}

interface CompareVariationsProps {
  character: CharacterOut
  query: ReturnType<typeof useVariations>
  pair: readonly [string, string]
  onBack: () => void
}

/** Two variations side by side, wiped or subtracted; a link to two old ones brings their pages in. */
export const CompareVariations = ({ character, query, pair, onBack }: CompareVariationsProps) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  const { hasNextPage, isFetching, fetchNextPage } = query
  useCommand({ id: 'compare-back', title: t('compareBack'), group: t('group'), keys: 'escape', run: onBack })
  const drawn = query.data?.pages.flatMap(({ variations }) => variations.filter(({ image_url }) => image_url))
  const names = apart(drawn?.map((each) => wordsOf(each, word)) ?? [])
  const pictures = drawn?.map(({ id, image_url }, place) => ({ id, name: names[place] ?? '', src: image_url }))
  const missing = pair.some((id) => !pictures?.some((each) => each.id === id))
  useEffect(() => {
    if (missing && hasNextPage && !isFetching) void fetchNextPage()
  }, [missing, hasNextPage, isFetching, fetchNextPage])
  return (
    <section aria-label={t('compared', { name: character.name })} className="flex flex-col">
      <Button look="quiet" className="m-3 mb-0 self-start" onClick={onBack}>
        <ArrowLeft />
        {t('compareBack')}
      </Button>
      {pictures && !(missing && (hasNextPage || isFetching)) ? (
        <Suspense fallback={<Skeleton className="m-4 aspect-video" />}>
          <Compare pictures={pictures} alone={t('compareAlone')} />
        </Suspense>
      ) : (
        <Skeleton className="m-4 aspect-video" />
      )}
    </section>
  )
}
