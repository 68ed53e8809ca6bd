'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from '#components/ui/button.tsx'

/** The button of a form that must be sent once; sent twice all the same, the second changes nothing. */
export function SubmitOnce({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus()
  return <Button disabled={pending}>{children}</Button>
}
