import type { ReactNode } from 'react'

/** A name with its value, in a `<dl>`. */
export function Row({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 gap-y-0.5">
      <dt className="text-soft">{term}</dt>
      <dd className="ms-auto min-w-0 text-end font-medium tabular-nums">{children}</dd>
    </div>
  )
}
