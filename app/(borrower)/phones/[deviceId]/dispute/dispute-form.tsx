'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type DisputeKind, disputeKinds } from '#lib/domain/borrower-dispute.ts'
import type { Said } from './actions.ts'

export type DisputeWords = {
  what: string
  choice: Record<DisputeKind, { label: string; hint: string }>
  note: { label: string; hint: string }
  paymentReference: { label: string; hint: string }
  summary: string
  fault: Record<
    'what_choose_one' | 'note_too_long' | 'note_say_what' | 'paymentReference_too_long',
    string
  >
  tooMany: { title: string; text: string }
  send: string
}

type Props = {
  deviceId: string
  sendDispute: (before: Said, form: FormData) => Promise<Said>
  words: DisputeWords
}

const nothing: Said = { typed: { what: '', note: '', paymentReference: '' }, faults: {} }

/** Works without scripts: the answer to the form is the page with what was typed. */
export function DisputeForm({ deviceId, sendDispute, words }: Props) {
  const [{ typed, faults }, send, isSending] = useActionState(sendDispute, nothing)
  const fault = {
    what: faults.what && words.fault[`what_${faults.what}`],
    note: faults.note && words.fault[`note_${faults.note}`],
    paymentReference:
      faults.paymentReference && words.fault[`paymentReference_${faults.paymentReference}`],
  }
  const fields = {
    what: `what-${disputeKinds[0]}`,
    note: 'note',
    paymentReference: 'paymentReference',
  }
  const found = (['what', 'note', 'paymentReference'] as const)
    .filter((name) => fault[name])
    .map((name) => ({ field: fields[name], message: fault[name] }))
  return (
    <Form
      id="dispute"
      action={send}
      className="flex flex-col gap-5"
      faults={found}
      summary={words.summary}
      noValidate
    >
      {faults.message && (
        <Banner tone="bad" title={words.tooMany.title}>
          {words.tooMany.text}
        </Banner>
      )}
      <input type="hidden" name="deviceId" value={deviceId} />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-3 text-lead font-semibold">{words.what}</legend>
        {fault.what && <FieldError name="what">{fault.what}</FieldError>}
        {disputeKinds.map((name) => (
          <Choice
            // A form that was sent is drawn anew with what was chosen.
            key={`${name} ${typed.what === name}`}
            name="what"
            value={name}
            label={words.choice[name].label}
            hint={words.choice[name].hint}
            defaultChecked={typed.what === name}
          />
        ))}
      </fieldset>
      <TextArea
        name="note"
        {...words.note}
        error={fault.note}
        defaultValue={typed.note}
        dir="auto"
      />
      <Field
        name="paymentReference"
        {...words.paymentReference}
        error={fault.paymentReference}
        defaultValue={typed.paymentReference}
        autoComplete="off"
        dir="auto"
      />
      <Button disabled={isSending}>{words.send}</Button>
    </Form>
  )
}
