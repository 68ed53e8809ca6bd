'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Dispute } from './actions.ts'

type Words = Record<'label' | 'hint' | 'send' | 'note_missing' | 'note_too_long', string>

type Props = {
  dispute: (before: Dispute, form: FormData) => Promise<Dispute>
  returnId: string
  version: number
  words: Words
}

/** Works without scripts: the answer to the form is the page with what was typed. */
export function DisputeForm({ dispute, returnId, version, words }: Props) {
  const [{ note, faults }, send, isSending] = useActionState(dispute, { note: '', faults: {} })
  const errors = { note: faults.note && words[faults.note] }
  return (
    <Form
      id="return-dispute"
      action={send}
      className="flex flex-col gap-3"
      faults={faultsAt(errors)}
      noValidate
    >
      <input type="hidden" name="returnId" value={returnId} />
      <input type="hidden" name="version" value={version} />
      <TextArea
        key={note}
        name="note"
        label={words.label}
        hint={words.hint}
        error={errors.note}
        defaultValue={note}
        dir="auto"
      />
      <Button look="quiet" disabled={isSending}>
        {words.send}
      </Button>
    </Form>
  )
}
