import type { ReactNode } from 'react'

/** Digits and codes that read left to right in every language. */
export function Digits({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" className="whitespace-nowrap tabular-nums">
      {children}
    </bdi>
  )
}
