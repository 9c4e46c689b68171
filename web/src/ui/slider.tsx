import { Slider as Base } from '@base-ui/react/slider'
import { useWatching } from './watching'

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step?: number
  unit?: string
  onChange: (value: number) => void
  onCommit?: (value: number) => void
  disabled?: boolean
}

/** A knob with its name and figure; `onCommit` comes once, when it is let go. */
export const Slider = ({ label, value, min, max, step = 1, unit = '', onChange, onCommit, disabled }: SliderProps) => (
  <Base.Root
    value={value}
    min={min}
    max={max}
    step={step}
    disabled={disabled}
    title={useWatching(disabled)?.title}
    onValueChange={(found) => onChange(Number(found))}
    onValueCommitted={(found) => onCommit?.(Number(found))}
    className="grid grid-cols-[1fr_auto] gap-x-2"
  >
    <Base.Label className="font-medium text-[13px] text-muted">{label}</Base.Label>
    <Base.Value className="text-[13px] tabular-nums">
      {() => `${Number.isInteger(step) ? value : value.toFixed(2)}${unit}`}
    </Base.Value>
    <Base.Control className="col-span-2 flex h-6 touch-none items-center">
      <Base.Track className="h-1 w-full rounded bg-line">
        <Base.Indicator className="rounded bg-accent" />
        <Base.Thumb
          aria-label={label}
          className="size-4 rounded-full border-2 border-ground bg-ink has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus"
        />
      </Base.Track>
    </Base.Control>
  </Base.Root>
)
