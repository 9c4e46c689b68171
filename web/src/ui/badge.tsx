import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

type Tone = 'plain' | 'accent' | 'excellent' | 'good' | 'retake' | 'stale'
const TONES: Record<Tone, string> = {
  plain: 'border-line-strong text-muted',
  accent: 'border-accent text-accent',
  excellent: 'border-excellent text-excellent',
  good: 'border-good text-good',
  retake: 'border-retake text-retake',
  stale: 'border-stale text-stale',
}

/** A word on a thing: its tier, state or tag. */
export const Badge = ({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) => (
  <span
    className={cn(
      'inline-flex items-center gap-1 whitespace-nowrap rounded border bg-ground/80 px-1.5 text-[12px]',
      TONES[tone],
      className,
    )}
  >
    {children}
  </span>
)
