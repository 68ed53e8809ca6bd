import type { ReactNode } from 'react'

/** A white area for things that belong together. */
export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <section className={`card ${className}`}>{children}</section>
}
