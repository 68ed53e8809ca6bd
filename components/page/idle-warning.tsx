'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { warningMs } from './idle-time.ts'

type Words = { title: string; text: string; stay: string; leave: string }

/** Where to ask how long the session lasts, where to leave it, and where its end leads. */
export type SessionPaths = { seen: string; leave: string; ended: string }

type Props = { endsInMs: number; paths: SessionPaths; words: Words }

/** Two minutes before an idle session ends, asks whether somebody is there; at its end, leaves the page. */
export function IdleWarning(props: Props) {
  // Without scripts nothing could open it, so pages are sent without it.
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  return isAwake && <IdleDialog {...props} />
}

function IdleDialog({ endsInMs, paths, words }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const stay = useSessionEnd(endsInMs, paths, dialog)
  return (
    <dialog
      ref={dialog}
      aria-labelledby="idle-title"
      className="m-auto w-[calc(100%-2rem)] max-w-sm rounded-2xl border border-line bg-paper p-6 text-ink backdrop:bg-black/60"
      onCancel={() => stay()}
    >
      <div className="flex flex-col gap-4">
        <h2 id="idle-title">{words.title}</h2>
        <p>{words.text}</p>
        <Button type="button" onClick={() => stay()}>
          {words.stay}
        </Button>
        <Form action={paths.leave} method="post">
          <Button look="quiet">{words.leave}</Button>
        </Form>
      </div>
    </dialog>
  )
}

function useSessionEnd(
  endsInMs: number,
  { seen: seenPath, ended: endedPath }: SessionPaths,
  dialog: React.RefObject<HTMLDialogElement | null>,
) {
  const timer = useRef<number>(undefined)
  const look = useRef<() => void>(() => {})
  const arm = useCallback(
    (leftMs: number | undefined) => {
      window.clearTimeout(timer.current)
      if (leftMs === undefined) return window.location.replace(endedPath)
      // A second late, so that the server agrees that it is time.
      const wake = (inMs: number) => {
        timer.current = window.setTimeout(() => look.current(), inMs + 1_000)
      }
      if (leftMs > warningMs) dialog.current?.close()
      else if (!dialog.current?.open) dialog.current?.showModal()
      wake(leftMs > warningMs ? leftMs - warningMs : leftMs)
    },
    [dialog, endedPath],
  )
  useEffect(() => {
    // Offline at the very end the page is left all the same: somebody else may sit here now.
    const whenOffline = () => (dialog.current?.open ? undefined : warningMs + 60_000)
    look.current = () => void ask(seenPath, 'GET').then(arm, () => arm(whenOffline()))
    const seen = () => document.visibilityState === 'visible' && look.current()
    // What the browser kept for its back button is asked for again.
    const back = (event: PageTransitionEvent) => event.persisted && window.location.reload()
    arm(endsInMs)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pageshow', back)
    return () => {
      window.clearTimeout(timer.current)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pageshow', back)
    }
  }, [arm, dialog, endsInMs, seenPath])
  return () => void ask(seenPath, 'POST').then(arm, () => {})
}

/** How long the session still lasts, in ms; undefined: it has ended. Rejects when offline. */
async function ask(path: string, method: 'GET' | 'POST'): Promise<number | undefined> {
  const answer = await fetch(path, { method, cache: 'no-store' })
  if (answer.status === 401) return undefined
  const { endsInMs } = (await answer.json()) as { endsInMs: number }
  return endsInMs
}
