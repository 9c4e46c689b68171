import { Circle, CircleCheckBig } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TakeOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { Tooltip } from '@/ui/tooltip'

interface TakeStripProps {
  takes: TakeOut[]
  current: string
  making: boolean
  mayEdit: boolean
  onLook: (take: TakeOut) => void
  onCircle: (take: TakeOut) => void
}

/** All takes of the shot in a row, the circled one marked; a click looks at one, the circle selects it. */
export const TakeStrip = ({ takes, current, making, mayEdit, onLook, onCircle }: TakeStripProps) => {
  const { t } = useTranslation('shots')
  return (
    <ol aria-label={t('takes')} className="flex gap-2 overflow-x-auto border-t bg-surface p-2">
      {takes.map((take) => (
        <li key={take.take_id} className="relative w-36 shrink-0">
          <button
            type="button"
            aria-current={take.take_id === current}
            onClick={() => onLook(take)}
            className={cn(
              'block w-full overflow-hidden rounded border text-left',
              take.take_id === current ? 'border-accent outline-1 outline-accent' : 'border-line',
            )}
          >
            <Picture src={take.image_url} alt="" edge={160} />
            <span className="flex items-center gap-1.5 px-1.5 py-1 text-[12px]">
              {t('take', { number: take.number })}
              <ScoreBadge score={take.score} className="ml-auto" />
            </span>
          </button>
          <Tooltip text={take.circled ? t('circled') : t('circle')} keys="c">
            <button
              type="button"
              disabled={!mayEdit || take.circled}
              aria-pressed={take.circled}
              aria-label={`${t('circle')} ${take.number}`}
              onClick={() => onCircle(take)}
              className={cn(
                'absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-ground/80 [&>svg]:size-4',
                take.circled ? 'text-accent' : 'text-muted',
              )}
            >
              {take.circled ? <CircleCheckBig /> : <Circle />}
            </button>
          </Tooltip>
        </li>
      ))}
      {making && (
        <li className="flex w-36 shrink-0 items-center justify-center gap-2 rounded border border-dashed p-2 text-center text-[12px] text-muted">
          <span aria-hidden className="size-2 shrink-0 animate-pulse rounded-full bg-accent" />
          {t('inMaking')}
        </li>
      )}
    </ol>
  )
}
