'use client'

import { useActionState } from 'react'
import { Answered } from '#components/ui/answered.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type BuyerWish, buyerWishes } from '#lib/domain/strangers/buyer-report.ts'
import type { Reported } from './actions.ts'

type Labels = { label: string; hint: string }

export type ReportWords = {
  wish: string
  choice: Record<BuyerWish, Labels>
  listing: Labels
  imei: Labels
  note: Labels
  email: Labels
  fault: Record<string, string>
  limited: { title: string; text: string }
  send: string
}

type Props = {
  sendReport: (before: Reported, form: FormData) => Promise<Reported>
  words: ReportWords
}

const nothing: Reported = {
  typed: { wish: '', listing: '', imei: '', note: '', email: '' },
  faults: {},
}
const fields = ['wish', 'listing', 'imei', 'note', 'email'] as const

/** Works without scripts: the answer to the form is the page with what was typed. */
export function ReportForm({ sendReport, words }: Props) {
  const [{ typed, faults }, send, isSending] = useActionState(sendReport, nothing)
  const faultOf = (name: (typeof fields)[number]) =>
    faults[name] && words.fault[`${name}_${faults[name]}`]
  const found = fields
    .filter((name) => faultOf(name))
    .map((name) => ({
      field: name === 'wish' ? `wish-${buyerWishes[0]}` : name,
      message: faultOf(name),
    }))
  return (
    <Form action={send} className="card" faults={found} noValidate>
      {faults.report && (
        <Answered isNew told={words.limited.title}>
          <p className="font-semibold text-bad">{words.limited.title}</p>
          <p>{words.limited.text}</p>
        </Answered>
      )}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-3 text-lead font-semibold">{words.wish}</legend>
        {faultOf('wish') && <FieldError name="wish">{faultOf('wish')}</FieldError>}
        {buyerWishes.map((name) => (
          <Choice
            // A form that was sent is drawn anew with what was chosen.
            key={`${name} ${typed.wish === name}`}
            name="wish"
            value={name}
            {...words.choice[name]}
            defaultChecked={typed.wish === name}
          />
        ))}
      </fieldset>
      <TextArea
        key={`listing ${typed.listing}`}
        name="listing"
        {...words.listing}
        error={faultOf('listing')}
        defaultValue={typed.listing}
        rows={3}
        dir="auto"
      />
      <Field
        name="imei"
        {...words.imei}
        error={faultOf('imei')}
        defaultValue={typed.imei}
        inputMode="numeric"
        dir="ltr"
      />
      <TextArea
        key={`note ${typed.note}`}
        name="note"
        {...words.note}
        error={faultOf('note')}
        defaultValue={typed.note}
        dir="auto"
      />
      <Field
        name="email"
        {...words.email}
        error={faultOf('email')}
        defaultValue={typed.email}
        type="email"
        autoComplete="email"
        dir="ltr"
      />
      <Button disabled={isSending}>{words.send}</Button>
    </Form>
  )
}
