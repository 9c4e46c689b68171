import type { ReactNode } from 'react'

/** The frame of the pages before one is in: signing in, joining, a guest's door. */
export const Entrance = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="grid min-h-full place-items-center p-4">
    <section className="w-full max-w-sm rounded-lg border bg-surface p-6">
      <img src="/icon.svg" alt="" className="mb-4 size-10" />
      <h1 className="mb-4 font-semibold text-lg">{title}</h1>
      {children}
    </section>
  </main>
)
