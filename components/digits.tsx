import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** So many that they may have to break where text is large. */
  isLong?: boolean
}

export function Digits({ children, isLong = false }: Props) {
  return (
    <bdi dir="ltr" className={isLong ? 'tabular-nums wrap-anywhere' : 'digits'}>
      {children}
    </bdi>
  )
}
