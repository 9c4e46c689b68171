import { ArrowLeftRight, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Shared } from '@/realtime/document'
import { writeField } from '@/realtime/document'
import { SharedText } from '@/realtime/shared-text'
import { Button, IconButton } from '@/ui/button'
import { sharedOf, turn } from './graph'

const LABELS = ['wears', 'inStyle', 'follows', 'knows'] as const

/** What the selected line says: typed, or one of the usual words. */
export const LineBar = ({ shared, id, onRemove }: { shared: Shared; id: string; onRemove: () => void }) => {
  const { t } = useTranslation('canvas')
  const map = sharedOf(shared.fields, 'edges', id)
  if (!map) return null
  return (
    <section
      aria-label={t('line')}
      className="flex w-max max-w-[min(40rem,90vw)] items-end gap-2 rounded-lg border border-line-strong bg-surface p-2 shadow-xl"
    >
      <SharedText
        shared={{ ...shared, fields: map }}
        field="label"
        place={`line ${id}`}
        label={t('label')}
        maxLength={200}
        className="w-44"
      />
      <div className="flex">
        {LABELS.map((key) => (
          <Button key={key} size="small" look="quiet" onClick={() => writeField(map, 'label', t(`labels.${key}`))}>
            {t(`labels.${key}`)}
          </Button>
        ))}
      </div>
      <IconButton label={t('turn')} onClick={() => turn(shared.fields, id)}>
        <ArrowLeftRight />
      </IconButton>
      <IconButton label={t('remove')} keys="delete" onClick={onRemove}>
        <Trash2 />
      </IconButton>
    </section>
  )
}
