import { Check, CircleStop, Drama, Lightbulb, PersonStanding, Shirt } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut, VariationOut } from '@/api/generated/types.gen'
import { Votes } from '@/features/reviews/votes'
import { useMay } from '@/features/session/use-may'
import { oneOf } from '@/lib/one-of'
import { usePut } from '@/lib/use-put'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Input, Select } from '@/ui/field'
import { Menu, MenuItem } from '@/ui/menu'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { VARIATION_KINDS } from './kinds'
import { SuggestDialog } from './suggest-dialog'
import { useAdopt, useAsk, useCancel, useVariations } from './use-variations'
import { inOrder, SORTS, wordsOf } from './variation-words'

const Drawing = () => {
  const { t } = useTranslation('characters')
  return (
    <span className="relative block">
      <Skeleton className="aspect-video rounded-none" />
      <span className="absolute inset-0 grid place-items-center text-[13px] text-muted">{t('drawing')}</span>
    </span>
  )
}

interface TriedProps {
  variation: VariationOut
  name: string
  disabled: boolean
  adopting: boolean
  onAdopt: () => void
}

/** Something that was tried: its picture, what the team thinks of it, and the way into the character. */
const Tried = ({ variation, name, disabled, adopting, onAdopt }: TriedProps) => {
  const { t } = useTranslation('characters')
  const { why } = useMay('edit')
  const words = wordsOf(variation)
  return (
    <li className="overflow-hidden rounded-md border bg-surface">
      {variation.image_url ? (
        <a href={variation.image_url} target="_blank" rel="noreferrer">
          <Picture src={variation.image_url} alt={t('variationAlt', { name, what: words })} edge={480} />
        </a>
      ) : variation.drawing ? (
        <Drawing />
      ) : (
        <span className="grid aspect-video place-items-center bg-raised text-[13px] text-muted">{t('notDrawn')}</span>
      )}
      <div className="flex flex-col gap-1.5 p-2.5">
        <div className="flex items-start gap-2">
          <span className="min-w-0 flex-1 font-medium">{words}</span>
          <Badge>{t(`kind_${variation.kind}`)}</Badge>
        </div>
        {variation.reason && (
          <p className="line-clamp-2 text-[13px] text-muted" title={variation.reason}>
            {t('because', { reason: variation.reason })}
          </p>
        )}
        <div className="flex items-center gap-2">
          <Votes target={{ kind: 'variation', id: variation.id }} small />
          <span className="flex-1" />
          {variation.adopted ? (
            <Badge tone="excellent">
              <Check className="size-3" />
              {t('isAdopted')}
            </Badge>
          ) : (
            <Button
              size="small"
              why={why}
              disabled={!why && (disabled || !variation.image_url)}
              busy={adopting}
              onClick={onAdopt}
            >
              {t('adopt')}
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}

const ICONS = { pose: PersonStanding, expression: Drama, outfit: Shirt }
const SHEETS = { pose: 'poses', expression: 'expressions', outfit: 'outfits' } as const

const Asking = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const { ask, busy } = useAsk(character)
  const { why } = useMay('edit')
  const [outfit, setOutfit] = useState('')
  const [suggesting, setSuggesting] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!outfit.trim()) return
    ask({ ideas: [{ kind: 'outfit', outfit: outfit.trim() }] })
    setOutfit('')
  }
  return (
    <>
      <Menu
        trigger={
          <Button look="primary" why={why} disabled={!why && disabled} busy={busy}>
            {t('askOne')}
          </Button>
        }
      >
        {VARIATION_KINDS.map((kind) => {
          const Icon = ICONS[kind]
          return (
            <MenuItem key={kind} icon={<Icon />} onSelect={() => ask({ kind })}>
              {t(SHEETS[kind])}
            </MenuItem>
          )
        })}
      </Menu>
      <Button why={why} disabled={!why && disabled} onClick={() => setSuggesting(true)}>
        <Lightbulb />
        {t('suggest')}
      </Button>
      <form onSubmit={submit} className="flex gap-2">
        <Input
          aria-label={t('ownOutfit')}
          placeholder={t('ownOutfit')}
          maxLength={300}
          disabled={disabled}
          value={outfit}
          onChange={(event) => setOutfit(event.target.value)}
        />
        <Button type="submit" why={why} disabled={!why && (disabled || !outfit.trim())} busy={busy}>
          {t('tryOutfit')}
        </Button>
      </form>
      {suggesting && (
        <SuggestDialog character={character} onClose={() => setSuggesting(false)} onAsk={(ideas) => ask({ ideas })} />
      )}
    </>
  )
}

/** Stops the batches that are being drawn. */
const CancelBatch = ({ variations }: { variations: VariationOut[] }) => {
  const { t } = useTranslation('characters')
  const { why } = useMay('edit')
  const { cancel, busy } = useCancel()
  const waiting = variations.filter(({ drawing }) => drawing)
  if (waiting.length === 0) return null
  const jobs = [...new Set(waiting.flatMap(({ job_id }) => job_id ?? []))]
  return (
    <Button why={why} busy={busy} onClick={() => cancel(jobs)}>
      <CircleStop />
      {t('cancelBatch', { count: waiting.length })}
    </Button>
  )
}

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
