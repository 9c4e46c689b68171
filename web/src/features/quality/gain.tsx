import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

const EVEN = 0.05 // points: less is no change that anybody sees

/** A difference in points, with its sign; better and worse in their colours. */
export const Gain = ({ by, className }: { by: number | null | undefined; className?: string }) => {
  const { t } = useTranslation('quality')
  if (by === null || by === undefined) return <span className={cn('text-muted', className)}>–</span>
  const text = Math.abs(by).toFixed(1)
  if (Math.abs(by) < EVEN) return <span className={cn('text-muted tabular-nums', className)}>{t('even')}</span>
  return (
    <span className={cn('font-medium tabular-nums', by > 0 ? 'text-excellent' : 'text-retake', className)}>
      {by > 0 ? t('better', { by: text }) : t('worse', { by: text })}
    </span>
  )
}
