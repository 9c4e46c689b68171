import { ImagePlus } from 'lucide-react'
import { useDropzone } from 'react-dropzone'
import { cn } from '@/lib/cn'
import { isScript, TAKES_PICTURES } from '@/lib/files'
import { useWatching } from './watching'

interface DropZoneProps {
  /** What is chosen, for those who do not see the place. */
  label: string
  /** What stands in it. */
  text: string
  /** A second line; with one it is a large place, for what comes first. */
  hint?: string
  disabled?: boolean
  onFiles: (files: File[]) => void
}

/** Where pictures are dropped or chosen; what they are worth is said elsewhere, so nothing is refused here. */
export const DropZone = ({ label, text, hint, disabled, onFiles }: DropZoneProps) => {
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files, _, { type }) => {
      const taken = type === 'drop' ? files.filter((file) => !isScript(file)) : files // the page reads scripts
      if (taken.length > 0) onFiles(taken)
    },
    noClick: true,
    noKeyboard: true,
    disabled,
  })
  const why = useWatching(disabled)
  return (
    <div {...getRootProps()} {...TAKES_PICTURES}>
      <input {...getInputProps({ 'aria-label': label })} />
      <button
        type="button"
        onClick={open}
        disabled={disabled}
        {...why}
        className={cn(
          'flex w-full flex-col items-center justify-center gap-1 rounded-md border border-line-strong border-dashed p-4 text-center enabled:hover:bg-raised disabled:opacity-50',
          hint ? 'min-h-32' : 'py-2.5',
          isDragActive && 'border-accent bg-raised',
        )}
      >
        <span className="inline-flex items-center gap-2 font-medium">
          <ImagePlus className="size-5" />
          {text}
        </span>
        {hint && <span className="text-[13px] text-muted">{hint}</span>}
      </button>
    </div>
  )
}
