import { Check, Columns2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { VariationOut } from '@/api/generated/types.gen'
import { Votes } from '@/features/reviews/votes'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { useWord } from '@/lib/use-word'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { Skeleton } from '@/ui/states'
import { wordsOf } from './variation-words'

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
  /** Whether another is chosen to be held against it. */
  compared: boolean
  onCompare: () => void
  disabled: boolean
  adopting: boolean
  onAdopt: () => void
}

/** Something that was tried: its picture, what the team thinks of it, and the way into the character. */
export const Tried = ({ variation, name, compared, onCompare, disabled, adopting, onAdopt }: TriedProps) => {
  const { t } = useTranslation('characters')
  const { why } = useMay('edit')
  const word = useWord()
  const words = wordsOf(variation, word)
  return (
    <li className={cn('overflow-hidden rounded-md border bg-surface', compared && 'border-accent')}>
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
          {variation.image_url && (
            <IconButton size="small" label={t('compareThis', { what: words })} pressed={compared} onClick={onCompare}>
              <Columns2 />
            </IconButton>
          )}
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
