'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { type Closing, close } from './actions.ts'
import { Stale } from './stale.tsx'

type Words = Record<'title' | 'note' | 'hint' | 'close' | 'stale' | 'staleText', string> & {
  faults: Record<'missing' | 'too_long', string>
}
type Props = {
  caseId: string
  version: number
  seen: string
  /** Somebody else has the case, or closed it: what was typed is only kept. */
  isTheirs: boolean
  words: Words
}

/** The note stays in its field when it was refused; a case that changed meanwhile is closed only after reading how. */
export function CloseForm({ caseId, version, seen, isTheirs, words }: Props) {
  const [state, submit, pending] = useActionState<Closing, FormData>(close, { note: '' })
  if (isTheirs && !state.changes) return null
  const error = state.fault && words.faults[state.fault]
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      <Stale title={words.stale} text={words.staleText} changes={state.changes} />
      <Form action={submit} className="flex flex-col gap-3" noValidate>
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={Math.max(state.version ?? 0, version)} />
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
        {!isTheirs && <Button disabled={pending}>{words.close}</Button>}
      </Form>
    </Card>
  )
}
