'use client'

import { type ReactNode, useEffect, useRef } from 'react'

type Props = { told: string; children: ReactNode }

/** What was wrong, told at once: read out first, and named in the title of the page. Anew whenever `told` is another. */
export function FaultsTold({ told, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (told) box.current?.focus()
    return titledWithFaults()
  }, [told])
  return (
    // biome-ignore lint/a11y/noAutofocus: without scripts this is what brings the faults before whoever made them.
    <div ref={box} role="alert" tabIndex={-1} autoFocus className="faults">
      {children}
    </div>
  )
}

// The words are the page's own (app/layout.tsx): "Error: {title}".
function titledWithFaults(): () => void {
  const words = document.documentElement.dataset.withFaults ?? '{title}'
  const [before = '', after = ''] = words.split('{title}')
  const { title } = document
  if (!title.startsWith(before) || before === '') document.title = before + title + after
  return () => {
    if (document.title === before + title + after) document.title = title
  }
}
