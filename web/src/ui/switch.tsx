import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'
import { useWatching } from './watching'

interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** Something that is on or off, with its name beside it. */
export const Switch = ({ label, checked, onChange, disabled }: SwitchProps) => {
  const id = useId()
  const why = useWatching(disabled)
  return (
    <span className="inline-flex items-center gap-2">
      <Base.Root
        aria-labelledby={id}
        {...why}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="flex h-5 w-9 items-center rounded-full border border-line-strong bg-ground p-0.5 data-[checked]:bg-accent"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-ink transition-transform data-[checked]:translate-x-4 data-[checked]:bg-accent-ink" />
      </Base.Root>
      <span id={id}>{label}</span>
    </span>
  )
}
