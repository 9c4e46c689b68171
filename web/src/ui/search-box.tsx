import { useEffect, useRef, useState } from 'react'
import { Input } from './field'

interface SearchBoxProps {
  id: string
  label: string
  /** The words as the address has them. */
  value: string
  onChange: (words: string) => void
}

/**
 * A search box whose words stand in the address. The address follows what is typed a moment later, so the box keeps the
 * letters itself while somebody is in it.
 */
export const SearchBox = ({ id, label, value, onChange }: SearchBoxProps) => {
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(value)
  }, [value])
  return (
    <Input
      ref={box}
      id={id}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(target.value)
      }}
      className="sm:w-48"
    />
  )
}
