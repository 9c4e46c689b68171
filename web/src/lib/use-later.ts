import { useEffect, useState } from 'react'

/** A value once it rested for `pause` ms: not each letter, not each turn of a knob. */
export const useLater = <Value>(value: Value, pause: number): Value => {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return later
}
