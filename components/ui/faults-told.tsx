'use client'

import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useFormStatus } from 'react-dom'
import { bringForward } from './bring-forward.ts'
import { withoutFaults } from './without-faults.ts'

type Words = {
  /** What stands over what was wrong, where the form has no words of its own. */
  summary: string
  /** The title of a page with faults: `Error: {title}`. */
  titled: string
}

const FaultWords = createContext<Words>({ summary: '', titled: '{title}' })

/** The words of every form's faults, in the language of the page. */
export function FaultWordsOf({ words, children }: { words: Words; children: ReactNode }) {
  return <FaultWords value={words}>{children}</FaultWords>
}

export function UsualTitle() {
  return useContext(FaultWords).summary
}

type Props = { told: string; children: ReactNode }

/**
 * What was wrong, told at once: read out first, and named in the title of the page. Anew whenever the form around it was
 * answered, be it with the same.
 */
export function FaultsTold({ told, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { titled } = useContext(FaultWords)
  const { pending } = useFormStatus()
  useEffect(() => {
    if (pending) return
    if (told) bringForward(box.current)
    return titledWithFaults(titled)
  }, [told, titled, pending])
  useEffect(() => {
    // Before the form is sent: Next drops an answer when the address changes while it waits for it.
    window.addEventListener('submit', forgetFaults, { capture: true })
    return () => window.removeEventListener('submit', forgetFaults, { capture: true })
  }, [])
  return (
    // biome-ignore lint/a11y/noAutofocus: without scripts this is what brings the faults before whoever made them.
    <div ref={box} role="alert" tabIndex={-1} autoFocus className="faults">
      {children}
    </div>
  )
}

// Whoever is led on and comes back finds the form as it is, not what was wrong before it went on.
function forgetFaults(): void {
  const { href } = window.location
  const without = withoutFaults(href)
  if (without !== href) window.history.replaceState(null, '', without)
}

function titledWithFaults(titled: string): () => void {
  const [before = '', after = ''] = titled.split('{title}')
  const { title } = document
  if (!title.startsWith(before) || before === '') document.title = before + title + after
  return () => {
    if (document.title === before + title + after) document.title = title
  }
}
