import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { IconButton } from './button'
import { Scroll } from './scroll'

const FIELDS = 'input:not([type=hidden]), textarea, select' // where somebody begins, else the dialog itself

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: string
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
  side?: boolean
}

/** A dialog in the middle, or with `side` a sheet at the right edge; Escape and the cross close it. */
export const Dialog = ({ open, onClose, title, description, children, footer, wide, side }: DialogProps) => {
  const { t } = useTranslation('ui')
  const popup = useRef<HTMLDivElement>(null)
  const first = () => popup.current?.querySelector<HTMLElement>(FIELDS) ?? popup.current
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup
          ref={popup}
          initialFocus={first}
          className={cn(
            'fixed z-50 flex flex-col border border-line bg-surface shadow-2xl outline-none',
            side
              ? 'inset-y-0 right-0 w-full max-w-lg border-y-0 border-r-0'
              : '-translate-x-1/2 -translate-y-1/2 top-1/2 left-1/2 max-h-[min(90vh,56rem)] w-[calc(100vw-1.5rem)] rounded-lg',
            !side && (wide ? 'max-w-5xl' : 'max-w-lg'),
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-base">{title}</Base.Title>
              {description && <Base.Description className="text-muted">{description}</Base.Description>}
            </div>
            <IconButton label={t('close')} onClick={onClose}>
              <X />
            </IconButton>
          </header>
          <Scroll label={title} className="min-h-0 flex-1 p-4">
            {children}
          </Scroll>
          {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
