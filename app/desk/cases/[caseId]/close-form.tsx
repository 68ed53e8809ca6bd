'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { type Closing, close } from './actions.ts'

type Words = Record<'title' | 'note' | 'hint' | 'close' | 'stale' | 'staleText', string> & {
  faults: Record<'missing' | 'too_long', string>
}
type Props = { caseId: string; version: number; seen: string; words: Words }

/** The note stays in its field when it was refused; a case that changed meanwhile is closed only after reading how. */
export function CloseForm({ caseId, version, seen, words }: Props) {
  const [state, submit, pending] = useActionState<Closing, FormData>(close, { note: '' })
  const error = state.fault && words.faults[state.fault]
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      {state.changes && (
        <Banner tone="bad" title={words.stale}>
          <p>{words.staleText}</p>
          <ul className="list-disc ps-5">
            {state.changes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Banner>
      )}
      <form action={submit} className="flex flex-col gap-3" noValidate>
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={state.version ?? version} />
        <input type="hidden" name="seen" value={state.seen ?? seen} />
        <label htmlFor="note" className="font-semibold">
          {words.note}
        </label>
        <p id="note-hint" className="text-small text-soft">
          {words.hint}
        </p>
        {error && <FieldError name="note">{error}</FieldError>}
        <textarea
          key={state.note}
          id="note"
          name="note"
          rows={4}
          dir="auto"
          defaultValue={state.note}
          aria-describedby={error ? 'note-hint note-error' : 'note-hint'}
          aria-invalid={error ? true : undefined}
          className={`w-full rounded-xl border-2 bg-paper px-4 py-2 ${error ? 'border-bad' : 'border-edge'}`}
        />
        <Button disabled={pending}>{words.close}</Button>
      </form>
    </Card>
  )
}
