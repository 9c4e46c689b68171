import { Tabs as Base } from '@base-ui/react/tabs'
import { type ReactNode, useEffect, useRef } from 'react'

interface TabsProps<Name extends string> {
  label: string
  tabs: { name: Name; title: ReactNode }[]
  current: Name
  onChange: (name: Name) => void
  children: ReactNode
}

/** Pages of one thing; keep `current` in the URL, so that a link leads to the same tab. */
export const Tabs = <Name extends string>({ label, tabs, current, onChange, children }: TabsProps<Name>) => {
  const list = useRef<HTMLDivElement>(null)
  // on a narrow screen the tabs scroll: the one that is shown is not left outside
  useEffect(() => {
    const shown = list.current?.querySelector(`[data-tab="${current}"]`)
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <Base.Root
      value={current}
      onValueChange={(name) => onChange(name as Name)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Base.List ref={list} aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b px-4">
        {tabs.map(({ name, title }) => (
          <Base.Tab
            key={name}
            value={name}
            data-tab={name}
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
}
