import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

interface TabsProps<Name extends string> {
  label: string
  tabs: { name: Name; title: ReactNode }[]
  current: Name
  onChange: (name: Name) => void
  children: ReactNode
}

/** Pages of one thing; keep `current` in the URL, so that a link leads to the same tab. */
export const Tabs = <Name extends string>({ label, tabs, current, onChange, children }: TabsProps<Name>) => (
  <Base.Root value={current} onValueChange={(name) => onChange(name as Name)} className="flex min-h-0 flex-1 flex-col">
    <Base.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b px-4">
      {tabs.map(({ name, title }) => (
        <Base.Tab
          key={name}
          value={name}
          className="-mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-2.5 text-muted hover:text-ink data-[active]:border-accent data-[active]:text-ink"
        >
          {title}
        </Base.Tab>
      ))}
    </Base.List>
    <Base.Panel value={current} className="min-h-0 flex-1 overflow-y-auto outline-none">
      {children}
    </Base.Panel>
  </Base.Root>
)
