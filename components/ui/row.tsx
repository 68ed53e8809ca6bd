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

/** A name with its value; `false`: there is nothing to say. */
export type Fact = readonly [term: string, value: ReactNode] | false

export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl className="flex flex-col gap-1">
      {rows
        .filter((row) => row !== false)
        .map(([term, value]) => (
          <Row key={term} term={term}>
            {value}
          </Row>
        ))}
    </dl>
  )
}
