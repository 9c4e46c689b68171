import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useImport } from './use-import'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** A script may be dropped on any page; what a page beneath takes itself (photographs) it takes first. */
export const DropAnywhere = () => {
  const { t } = useTranslation('script')
  const { busy, file } = useImport()
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent) => carriesFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      const [first] = event.dataTransfer?.files ?? []
      if (event.defaultPrevented || !first) return
      event.preventDefault()
      void file(first)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hover)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('drop', drop)
    }
  }, [file])
  if (!over && !busy) return null
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-50 mx-auto w-fit rounded-lg border border-accent bg-raised px-5 py-3 shadow-2xl"
    >
      {busy ? t('reading') : t('letGo')}
    </div>
  )
}
