import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeroJobOut } from '@/api/generated/types.gen'
import { IconButton } from '@/ui/button'
import { Progress } from '@/ui/progress'

interface MakingCardProps {
  making: HeroJobOut
  why?: string | undefined
  onCancel: () => void
}

/** A frame that is not there yet: how far it is, and the way to stop it. */
export const MakingCard = ({ making, why, onCancel }: MakingCardProps) => {
  const { t } = useTranslation('heroes')
  const name = making.number ? t('drawing', { number: making.number }) : t('again')
  const waits = making.state === 'queued'
  return (
    <li className="flex min-h-40 flex-col justify-between rounded-md border border-dashed border-line-strong p-3">
      <span className="flex items-start gap-2 text-[13px]">
        <span className="min-w-0 flex-1">
          {name}
          {waits && <span className="text-muted"> · {t('inLine')}</span>}
        </span>
        <IconButton size="small" label={t('stop')} why={why} onClick={onCancel}>
          <X />
        </IconButton>
      </span>
      <Progress value={waits ? 0 : making.progress} label={name} />
    </li>
  )
}
