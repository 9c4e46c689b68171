import type { ReactNode } from 'react'

interface PageHeadProps {
  title: ReactNode
  /** A line under the title: where one is, how many there are. */
  told?: ReactNode
  children?: ReactNode
}

/** The head of a page: its title, and at the right what can be done there. */
export const PageHead = ({ title, told, children }: PageHeadProps) => (
  <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-ground px-4 py-2.5">
    <div className="min-w-0 flex-1 basis-56">
      <h1 className="truncate font-semibold text-lg leading-tight">{title}</h1>
      {told && <div className="truncate text-[13px] text-muted">{told}</div>}
    </div>
    <div className="flex flex-wrap items-center gap-2">{children}</div>
  </header>
)
