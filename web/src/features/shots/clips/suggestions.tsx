import { Lightbulb, TrendingDown, TrendingUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SuggestionOfPrompt } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Button } from '@/ui/button'
import { useDimension } from '@/ui/use-dimension'
import { signed } from './words'

interface SuggestionsProps {
  open: SuggestionOfPrompt[]
  accepted: SuggestionOfPrompt[]
  accepting: string | undefined
  /** The job that is at work. */
  atWork: string | undefined
  why?: string | undefined
  onAccept: (id: string) => void
}

/** What would be different: the words that are added, another move, another speed. */
const Different = ({ found }: { found: SuggestionOfPrompt }) => {
  const { t } = useTranslation('clips')
  const { camera_movement: move, speed, negative_prompt: negative } = found
  const direction = [move, speed !== null && `${speed} ×`].filter(Boolean).join(' · ')
  return (
    <dl className="mt-1 space-y-1 text-[13px]">
      {found.added.length > 0 && (
        <div>
          <dt className="inline text-muted">{t('also')}: </dt>
          <dd className="line-clamp-3">{found.added.map(({ words }) => words).join(', ')}</dd>
        </div>
      )}
      {direction && (
        <div>
          <dt className="inline text-muted">{t('move')}: </dt>
          <dd className="inline">{direction}</dd>
        </div>
      )}
      {negative && (
        <div>
          <dt className="inline text-muted">{t('negative')}: </dt>
          <dd className="inline">{negative}</dd>
        </div>
      )}
    </dl>
  )
}

/** What an accepted suggestion brought, once its takes are scored. */
const Gain = ({ found, making }: { found: SuggestionOfPrompt; making: boolean }) => {
  const { t } = useTranslation('clips')
  const nameOf = useDimension()
  const { gain, dimension_gain: own } = found
  if (gain === null) return <span className="text-muted">{making ? t('waiting') : t('nothingCame')}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 tabular-nums">
      <span
        className={cn(
          'inline-flex items-center gap-1 font-medium [&>svg]:size-4',
          gain >= 0 ? 'text-excellent' : 'text-retake',
        )}
      >
        {gain >= 0 ? <TrendingUp /> : <TrendingDown />}
        {t('gain', { gain: signed(gain) })}
      </span>
      {own !== null && (
        <span className="text-muted">{t('gainOf', { name: nameOf(found.dimension), gain: signed(own, 2) })}</span>
      )}
    </span>
  )
}

/** Other words for what measured weak in the take that stands, and what earlier ones brought. */
export const Suggestions = ({ open, accepted, accepting, atWork, why, onAccept }: SuggestionsProps) => {
  const { t } = useTranslation('clips')
  const nameOf = useDimension()
  return (
    <section className="space-y-2">
      <h2 className="flex items-center gap-1.5 font-semibold [&>svg]:size-4">
        <Lightbulb />
        {t('suggestions')}
      </h2>
      {open.length + accepted.length === 0 && <p className="text-[13px] text-muted">{t('noSuggestions')}</p>}
      <ul className="space-y-2">
        {open.map((found) => (
          <li key={found.id} className="rounded border p-2">
            <p className="first-letter:uppercase">{found.why}</p>
            <Different found={found} />
            <Button
              size="small"
              className="mt-1.5"
              busy={accepting === found.id}
              why={why}
              aria-label={`${t('accept')}: ${nameOf(found.dimension)}`}
              onClick={() => onAccept(found.id)}
            >
              {t('accept')}
            </Button>
          </li>
        ))}
        {accepted.map((found) => (
          <li key={found.id} className="rounded border border-dashed p-2 text-[13px]">
            <p>{t('accepted', { name: nameOf(found.dimension) })}</p>
            <Gain found={found} making={found.job_id !== null && found.job_id === atWork} />
          </li>
        ))}
      </ul>
    </section>
  )
}
