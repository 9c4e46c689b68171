import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { tell } from '@/ui/toast'

/** Something that is shown only once, with a way to copy it. */
export const Secret = ({ told, value }: { told: string; value: string }) => {
  const { t } = useTranslation('settings')
  return (
    <div role="status" className="rounded-md border border-good p-3">
      <p className="mb-2">{told}</p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 break-all rounded bg-ground px-2 py-1">{value}</code>
        <Button onClick={() => void navigator.clipboard.writeText(value).then(() => tell(t('copied')))}>
          <Copy />
          {t('copy')}
        </Button>
      </p>
    </div>
  )
}
