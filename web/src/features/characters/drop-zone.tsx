import { ImagePlus } from 'lucide-react'
import { useDropzone } from 'react-dropzone'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

interface DropZoneProps {
  onFiles: (files: File[]) => void
  /** For photographs that come to others: one line. */
  more?: boolean
}

/** Where photographs are dropped or chosen; what they are worth is said beside each, so nothing is refused here. */
export const DropZone = ({ onFiles, more }: DropZoneProps) => {
  const { t } = useTranslation('characters')
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: onFiles,
    noClick: true,
    noKeyboard: true,
  })
  return (
    <div {...getRootProps()}>
      <input {...getInputProps({ 'aria-label': t('photographs') })} />
      <button
        type="button"
        onClick={open}
        className={cn(
          'flex w-full flex-col items-center justify-center gap-1 rounded-md border border-line-strong border-dashed p-4 text-center hover:bg-raised',
          more ? 'py-2.5' : 'min-h-32',
          isDragActive && 'border-accent bg-raised',
        )}
      >
        <span className="inline-flex items-center gap-2 font-medium">
          <ImagePlus className="size-5" />
          {more ? t('dropMore') : t('dropPhotographs')}
        </span>
        {!more && <span className="text-[13px] text-muted">{t('dropHint')}</span>}
      </button>
    </div>
  )
}
