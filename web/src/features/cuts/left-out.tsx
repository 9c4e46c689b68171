import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CutOut } from '@/api/generated/types.gen'
import { IconButton } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { tell } from '@/ui/toast'
import type { Editing } from './use-cut'

/** Shots of the board that somebody left out of the cut, each a click away from coming back. */
export const LeftOut = ({ cut, editing, why }: { cut: CutOut; editing: Editing; why: string | undefined }) => {
  const { t } = useTranslation('cuts')
  if (cut.left_out.length === 0) return null
  return (
    <section className="border-t p-3" aria-label={t('leftOut')}>
      <h2 className="font-semibold">{t('leftOut')}</h2>
      <p className="text-[13px] text-muted">{t('leftOutHelp')}</p>
      <ul className="mt-2 space-y-2">
        {cut.left_out.map(({ key, name, asset_id }) => (
          <li key={key} className="flex items-center gap-2 text-[13px]">
            <Picture src={`/api/assets/${asset_id}`} alt="" edge={64} className="h-9 w-16 rounded" />
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <IconButton
              size="small"
              label={t('bringBack', { name })}
              why={why}
              onClick={() => editing.bringBack(key, () => tell(t('broughtBack', { name })))}
            >
              <Undo2 />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
