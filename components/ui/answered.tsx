'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { bringForward } from './bring-forward.ts'

type Props = {
  /** The form was just sent for this answer: it is read out first, and brought into view. */
  isNew: boolean
  told: string
  children: ReactNode
}

export function Answered({ isNew, told, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew && told) bringForward(box.current)
  }, [isNew, told])
  return (
    <div
      ref={box}
      role="status"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: without scripts this is what brings the answer before whoever asked.
      autoFocus={isNew}
      className="flex flex-col gap-1 rounded-xl bg-sunk p-3"
    >
      {children}
    </div>
  )
}
