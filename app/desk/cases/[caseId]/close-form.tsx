'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type Closing, close } from './actions.ts'
import { Stale } from './stale.tsx'

type Words = Record<'title' | 'note' | 'hint' | 'close' | 'stale' | 'staleText', string> & {
  faults: Record<NonNullable<Closing['faults']['note']>, string>
}
type Props = {
  caseId: string
  version: number
  seen: string
  /** Somebody else has the case, or closed it: what was typed is only kept. */
  isTheirs: boolean
  words: Words
}

const nothing: Closing = { note: '', faults: {} }

/** The note stays in its field when it was refused; a case that changed meanwhile is closed only after reading how. */
export function CloseForm({ caseId, version, seen, isTheirs, words }: Props) {
  const [state, submit, pending] = useActionState<Closing, FormData>(close, nothing)
  if (isTheirs && !state.changes) return null
  const errors = { note: state.faults.note && words.faults[state.faults.note] }
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      <Stale title={words.stale} text={words.staleText} changes={state.changes} />
      <Form action={submit} className="flex flex-col gap-3" faults={faultsAt(errors)} noValidate>
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={Math.max(state.version ?? 0, version)} />
        <input type="hidden" name="seen" value={state.seen ?? seen} />
        <TextArea
          key={state.note}
          name="note"
          label={words.note}
          hint={words.hint}
          error={errors.note}
          defaultValue={state.note}
          dir="auto"
        />
        {!isTheirs && <Button disabled={pending}>{words.close}</Button>}
      </Form>
    </Card>
  )
}
