'use client'

import { useActionState } from 'react'
import { ActNotice } from '#app/desk/acts/act-notice.tsx'
import { type ActAction, nothingTyped } from '#app/desk/acts/act-state.ts'
import { Button } from '#components/ui/button.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'

type Words = Record<
  | 'summary'
  | 'imei'
  | 'imeiHint'
  | 'left'
  | 'leftHint'
  | 'consentTitle'
  | 'consent'
  | 'consentHint'
  | 'button',
  string
>

type Props = {
  receivePhone: ActAction
  hidden: Record<string, string>
  sentTo: string
  /** What may still be on the phone: its name and what it is called. */
  left: [string, string][]
  words: Words
}

/** The phone in hand: its IMEI, what is still on it, and a consent that stands for itself. Nothing is ticked before. */
export function ReceiveForm({ receivePhone, hidden, sentTo, left, words }: Props) {
  const [{ typed, faults, notice }, send, isSending] = useActionState(
    receivePhone,
    nothingTyped,
    sentTo,
  )
  return (
    <Form
      action={send}
      className="flex flex-col gap-5"
      faults={faultsAt(faults)}
      summary={words.summary}
      noValidate
    >
      <ActNotice notice={notice} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <DigitsField
        key={typed.imei}
        name="imei"
        label={words.imei}
        hint={words.imeiHint}
        error={faults.imei}
        defaultValue={typed.imei}
        inputMode="numeric"
      />
      <fieldset>
        <legend className="font-semibold">{words.left}</legend>
        <p className="text-small text-soft">{words.leftHint}</p>
        {left.map(([name, label]) => (
          <Tick key={name} name={`left_${name}`} label={label} typed={typed} />
        ))}
      </fieldset>
      <fieldset className="rounded-xl border-2 border-line p-4">
        <legend className="float-start w-full font-semibold">{words.consentTitle}</legend>
        <p className="clear-both text-small text-soft">{words.consentHint}</p>
        <Tick name="consent" label={words.consent} typed={typed} />
      </fieldset>
      <Button disabled={isSending}>{words.button}</Button>
    </Form>
  )
}

function Tick({
  name,
  label,
  typed,
}: {
  name: string
  label: string
  typed: Record<string, string>
}) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
      <input
        key={typed[name]}
        type="checkbox"
        name={name}
        value="yes"
        defaultChecked={typed[name] === 'yes'}
        className="size-6 shrink-0 accent-accent"
      />
      <span className="min-w-0 wrap-anywhere">{label}</span>
    </label>
  )
}
