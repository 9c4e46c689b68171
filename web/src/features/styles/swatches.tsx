import type { Swatch } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'

/** A palette as bands, each as wide as its share. */
export const SwatchRow = ({ palette, className }: { palette: readonly Swatch[]; className?: string }) => (
  <span className={cn('flex w-full bg-ground', className)}>
    {palette.map(({ hex, share }) => (
      <span key={hex} title={hex} style={{ background: hex, flexGrow: share || 1 / palette.length }} />
    ))}
  </span>
)
