'use client'

import { useState, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'

type Shared = { title: string; text: string }

const neverChanges = () => () => {}

/** The share sheet of a device that has one; else nothing. */
export function ShareButton({ shared, label }: { shared: Shared; label: string }) {
  const canShare = useSyncExternalStore(
    neverChanges,
    () => 'share' in navigator,
    () => false,
  )
  // Whoever closes the sheet again has chosen that.
  const share = () => navigator.share(shared).catch(() => {})
  return (
    canShare && (
      <Button type="button" onClick={share} className="print:hidden">
        {label}
      </Button>
    )
  )
}

type CopyProps = { text: string; label: string; copied: string }

/** Copies a text, where scripts may; it stands beside this to be selected. */
export function CopyButton({ text, label, copied }: CopyProps) {
  const canCopy = useSyncExternalStore(
    neverChanges,
    () => 'clipboard' in navigator,
    () => false,
  )
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    canCopy && (
      <>
        <Button type="button" look="quiet" onClick={copy}>
          {label}
        </Button>
        <p role="status" className="text-small font-semibold text-good empty:hidden">
          {isCopied && copied}
        </p>
      </>
    )
  )
}
