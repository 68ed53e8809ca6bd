'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import type { HandOverState } from './actions.ts'
import { ChosenWay } from './chosen-way.tsx'
import { CourierFields } from './courier-fields.tsx'
import type { HandOverWords } from './hand-over-words.ts'

type Props = {
  handOver: (before: HandOverState, form: FormData) => Promise<HandOverState>
  hidden: Record<string, string>
  words: HandOverWords
}

const nothing: HandOverState = {
  typed: { way: '', on: '', slot: '', address: '' },
  faults: {},
}

/** Chooses, then shows what was chosen, then arranges it. Works without scripts: the answer to the form is the page. */
export function HandOverForm({ handOver, hidden, words }: Props) {
  const [state, send, isSending] = useActionState(handOver, nothing)
  const { typed, faults, chosen, refusal } = state
  return (
    <Form
      id="hand-over"
      action={send}
      className="flex flex-col gap-5"
      faults={chosen ? [] : faultsOf(faults, words)}
      summary={words.summary}
      noValidate
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {refusal && <Banner tone="bad" title={refusal} />}
      {chosen ? (
        <ChosenWay chosen={chosen} typed={typed} words={words} isSending={isSending} />
      ) : (
        <>
          <Ways typed={typed} faults={faults} words={words} />
          <Button name="intent" value="show" disabled={isSending}>
            {words.show}
          </Button>
        </>
      )}
    </Form>
  )
}

type WaysProps = Pick<HandOverState, 'typed' | 'faults'> & { words: HandOverWords }

function Ways({ typed, faults, words }: WaysProps) {
  const { points, slots, courier } = words
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-3 text-lead font-semibold">{words.title}</legend>
      {faults.way && <FieldError name="way">{faults.way}</FieldError>}
      {points.map(({ value, label, hint }) => (
        <Choice
          // A form that was sent is drawn anew with what was chosen.
          key={`${value} ${typed.way === value}`}
          value={value}
          hint={hint}
          label={<bdi>{label}</bdi>}
          name="way"
          defaultChecked={typed.way === value}
        />
      ))}
      {slots.length > 0 && (
        <Choice
          key={`courier ${typed.way === 'courier'}`}
          name="way"
          value="courier"
          {...courier}
          defaultChecked={typed.way === 'courier'}
        >
          <CourierFields typed={typed} faults={faults} words={words} />
        </Choice>
      )}
    </fieldset>
  )
}

function faultsOf(faults: Record<string, string>, { points }: HandOverWords) {
  const first = points[0]?.value ?? 'courier'
  return Object.entries(faults).map(([field, message]) => ({
    field: field === 'way' ? `way-${first}` : field,
    message,
  }))
}
