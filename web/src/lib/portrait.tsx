import { useEffect, useState } from 'react'
import { initials } from '@/ui/faces'
import { Picture } from '@/ui/picture'
import { useSeen } from './use-seen'

interface Props {
  id: string
  name: string
  /** Their own picture, if they have one. */
  src?: string | null
  /** What width of it is asked for, in pixels. */
  edge: number
  /** Whether boards may be looked through for a face, where they have no picture. */
  look?: boolean
}

const REST = 250 // ms that a face stays on the screen before boards are looked through: not while one scrolls past it

const useRested = () => {
  const [rested, setRested] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), REST)
    return () => clearTimeout(timer)
  }, [])
  return rested
}

/** A character's face, square: their photograph, else how a board drew them last, else their initials. */
export const Portrait = ({ id, name, src, edge, look = true }: Props) => {
  const seen = useSeen(id, useRested() && look && !src)
  const shown = src ?? seen?.picture
  if (shown)
    return <Picture src={shown} alt="" edge={src ? edge : undefined} ratio="1 / 1" className="[&_img]:object-top" />
  return (
    <span aria-hidden className="grid aspect-square place-items-center bg-raised font-light text-4xl text-muted">
      {initials(name)}
    </span>
  )
}
