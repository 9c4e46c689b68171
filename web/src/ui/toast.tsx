import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { problemOf } from '@/lib/problem'
import { IconButton } from './button'

const manager = Base.createToastManager()

interface Told {
  description?: string
  undo?: { label: string; run: () => void }
  /** What is told under this name stands in the place of what was: an undo that no longer holds goes. */
  id?: string
}

/** Tell something in passing; with `undo` it can be taken back while it is told, once. */
export const tell = (title: string, { description, undo, id }: Told = {}) => {
  const takeBack = () => {
    manager.close(told)
    undo?.run()
  }
  const told: string = manager.add({
    id,
    title,
    description,
    timeout: undo ? 10_000 : 5000,
    actionProps: undo && { children: undo.label, onClick: takeBack },
  })
  return told
}

/** Tell that something failed, in the server's words. */
export const tellFailure = (error: unknown) => {
  const { title, detail } = problemOf(error)
  return manager.add({
    title: title[0]?.toUpperCase() + title.slice(1),
    description: detail,
    type: 'error',
    timeout: 12_000,
  })
}

const List = () => {
  const { t } = useTranslation('ui')
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className={cn(
        'mb-2 flex items-start gap-2 rounded-md border bg-raised py-2 pr-1 pl-3 shadow-xl',
        toast.type === 'error' ? 'border-retake' : 'border-line-strong',
      )}
    >
      <div className="min-w-0 flex-1 py-1">
        <Base.Title className="font-medium" />
        <Base.Description className="text-muted" />
      </div>
      <Base.Action className="h-8 rounded px-2 font-medium text-accent hover:bg-surface" />
      <Base.Close
        render={
          <IconButton label={t('close')}>
            <X />
          </IconButton>
        }
      />
    </Base.Root>
  ))
}

/** Where toasts appear; once, around the app. */
export const Toasts = () => (
  <Base.Provider toastManager={manager}>
    <Base.Portal>
      <Base.Viewport className="fixed right-3 bottom-3 z-[60] w-[min(24rem,calc(100vw-1.5rem))]">
        <List />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
)
