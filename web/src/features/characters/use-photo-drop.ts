import { type DragEvent, useRef, useState } from 'react'

const isPicture = ({ type }: { type: string }) => type.startsWith('image/')

/**
 * Photographs that are dropped on a place. Everything else goes on to the page around it, which takes scripts.
 */
export const usePhotoDrop = (enabled: boolean, onFiles: (files: File[]) => void) => {
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  const carries = ({ dataTransfer }: DragEvent) => enabled && [...dataTransfer.items].some(isPicture)
  const move = (by: number) => (event: DragEvent) => {
    if (!carries(event)) return
    event.preventDefault()
    event.stopPropagation()
    depth.current = Math.max(0, depth.current + by)
    setOver(depth.current > 0)
  }
  const onDrop = (event: DragEvent) => {
    depth.current = 0
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (!enabled || !files.some(isPicture)) return
    event.preventDefault()
    event.stopPropagation()
    onFiles(files)
  }
  return { over, handlers: { onDragEnter: move(1), onDragLeave: move(-1), onDragOver: move(0), onDrop } }
}
