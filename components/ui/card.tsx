import type { ReactNode } from 'react'

/** A white area for things that belong together. */
export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <section
      className={`flex flex-col gap-3 rounded-2xl bg-paper p-5 print:border print:border-line print:p-3 ${className}`}
    >
      {children}
    </section>
  )
}
