import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** So many that they may have to break where text is large. */
  isLong?: boolean
}

/** Digits and codes that read left to right in every language. */
export function Digits({ children, isLong = false }: Props) {
  return (
    <bdi dir="ltr" className={`tabular-nums ${isLong ? 'wrap-anywhere' : 'whitespace-nowrap'}`}>
      {children}
    </bdi>
  )
}
