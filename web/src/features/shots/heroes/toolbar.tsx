import { Columns2, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'

interface ToolbarProps {
  count: number
  /** Clips that start from another frame than the one that is chosen. */
  stale: number
  variations: number
  marked: number
  comparable: boolean
  busy: boolean
  why?: string | undefined
  onVariations: (count: number) => void
  onMore: () => void
  onCompare: () => void
  onClear: () => void
}

const MANY = [1, 2, 3, 4, 5, 6, 7, 8]

/** What is done with all frames of the shot: offer more of them, compare some. */
export const Toolbar = (props: ToolbarProps) => {
  const { count, stale, variations, marked, comparable, busy, why, onVariations, onMore, onCompare, onClear } = props
  const { t } = useTranslation('heroes')
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <p className="mr-auto text-muted max-md:basis-full">
        <span className="text-ink">{t('count', { count })}</span> ·{' '}
        {stale ? <span className="text-stale">{t('staleClips', { count: stale })}</span> : t('told')}
      </p>
      {marked > 0 && (
        <Button look="quiet" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
      <Button why={comparable ? undefined : t('compareWhy')} onClick={onCompare}>
        <Columns2 />
        {marked > 1 ? t('compareMarked', { count: marked }) : t('compare')}
      </Button>
      <Select
        aria-label={t('howMany')}
        value={variations}
        onChange={({ target }) => onVariations(Number(target.value))}
        className="w-28"
      >
        {MANY.map((each) => (
          <option key={each} value={each}>
            {t('offers', { count: each })}
          </option>
        ))}
      </Select>
      <Button look="primary" busy={busy} why={why} onClick={onMore}>
        <Sparkles />
        {t('more')}
      </Button>
    </div>
  )
}
