import { Progress as Base } from '@base-ui/react/progress'

/** How far something is; `value` is 0–1, null where nobody knows. */
export const Progress = ({ value, label }: { value: number | null; label: string }) => (
  <Base.Root value={value === null ? null : Math.round(value * 100)} aria-label={label} className="w-full">
    <Base.Track className="h-1.5 overflow-hidden rounded bg-line">
      <Base.Indicator className="bg-accent transition-[width] data-[indeterminate]:w-1/3 data-[indeterminate]:animate-pulse" />
    </Base.Track>
  </Base.Root>
)
