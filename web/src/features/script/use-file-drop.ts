import { useEffect, useState } from 'react'
import { isPicture, isScript, isTaken } from '@/lib/files'

const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

/** What fell on the page and is nobody's: scripts wherever they fall, the rest where no place takes pictures. */
const fallen = ({ dataTransfer, target, defaultPrevented }: DragEvent) => {
  const files = [...(dataTransfer?.files ?? [])]
  const taken = isTaken(target)
  return files.filter((file) => isScript(file) || (!taken && (isPicture(file) || !defaultPrevented)))
}

/** Hears files that are let go anywhere in the window; tells whether some are held over it. */
export const useFileDrop = (onFiles: (files: File[]) => void) => {
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
      const files = fallen(event)
      if (carriesFiles(event)) event.preventDefault() // a browser would open the file
      if (files.length > 0) onFiles(files)
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
  }, [onFiles])
  return over
}
