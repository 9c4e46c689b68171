import type { ReactNode } from 'react'

/** A part of the settings: what it is, and its content. */
export const Section = ({ title, help, children }: { title: string; help?: string; children: ReactNode }) => (
  <section className="max-w-3xl space-y-3 border-b px-4 py-5">
    <h2 className="font-semibold">{title}</h2>
    {help && <p className="text-muted">{help}</p>}
    {children}
  </section>
)
