import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

/** A region that scrolls by itself and is reached by the keyboard (WCAG 2.1.1). */
export const Scroll = ({ label, className, children }: { label: string; className?: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must get here to scroll
  <section aria-label={label} tabIndex={0} className={cn('overflow-auto', className)}>
    {children}
  </section>
)
