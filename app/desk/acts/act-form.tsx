'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { ActField, type ActFieldProps } from './act-field.tsx'
import { ActNotice } from './act-notice.tsx'
import { type ActAction, type ActState, nothingTyped } from './act-state.ts'

type Words = { summary: string; effects: string; next: string; confirm: string }

type Props = {
  action: ActAction
  fields: ActFieldProps[]
  hidden: Record<string, string>
  /** The figures that the page shows: when they have changed, they are shown again and nothing is done. */
  seen?: string
  /** Where it is sent without scripts, when that is not the page itself. */
  sentTo?: string
  words: Words
}

/** A form of the desk: filled, then what it does is shown, then it is confirmed. What was typed stays. */
export function ActForm({ action, fields, hidden, seen = '', sentTo, words }: Props) {
  const [state, submit, pending] = useActionState<ActState, FormData>(action, nothingTyped, sentTo)
  const { typed, faults, notice, effects } = state
  return (
    <Form
      action={submit}
      className="flex flex-col gap-5"
      faults={faultsAt(faults)}
      summary={words.summary}
      noValidate
    >
      <ActNotice notice={notice} />
      {Object.entries({ ...hidden, seen: state.seen ?? seen }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <ActField
          key={field.name}
          {...field}
          typed={typed[field.name]}
          error={faults[field.name]}
        />
      ))}
      {effects && (
        <>
          <input type="hidden" name="confirmed" value={effects.key} />
          <Effects title={words.effects} sentences={effects.sentences} />
        </>
      )}
      <Button disabled={pending}>
        {effects ? (effects.confirm ?? words.confirm) : words.next}
      </Button>
    </Form>
  )
}

function Effects({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <Banner tone="plain" title={title}>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Banner>
  )
}
