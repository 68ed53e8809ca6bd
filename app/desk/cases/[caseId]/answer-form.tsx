'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Answering } from './actions.ts'
import { Stale } from './stale.tsx'

export type AnswerWords = {
  title: string
  /** What sending it does to the phone’s lock. */
  lock?: string
  outcome: string
  choices: { name: string; label: string; hint: string }[]
  answer: { label: string; hint: string }
  note: { label: string; hint: string }
  summary: string
  faults: Record<
    'outcome_choose_one' | 'answer_missing' | 'answer_too_long' | 'note_too_long',
    string
  >
  send: string
  stale: string
  staleText: string
}

export type AnswerFormProps = {
  caseId: string
  version: number
  seen: string
  /** Somebody else has the case, or closed it: what was typed is only kept. */
  isTheirs: boolean
  words: AnswerWords
  send: (before: Answering, form: FormData) => Promise<Answering>
}

const nothing: Answering = { typed: { outcome: '', answer: '', note: '' }, faults: {} }

export function AnswerForm({ caseId, version, seen, isTheirs, words, send }: AnswerFormProps) {
  const [state, submit, pending] = useActionState<Answering, FormData>(send, nothing)
  const { typed, faults, changes } = state
  if (isTheirs && !changes) return null
  const fault = {
    outcome: faults.outcome && words.faults[`outcome_${faults.outcome}`],
    answer: faults.answer && words.faults[`answer_${faults.answer}`],
    note: faults.note && words.faults[`note_${faults.note}`],
  }
  const fields = { outcome: `outcome-${words.choices[0]?.name}`, answer: 'answer', note: 'note' }
  const found = (['outcome', 'answer', 'note'] as const)
    .filter((name) => fault[name])
    .map((name) => ({ field: fields[name], message: fault[name] }))
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      <Stale title={words.stale} text={words.staleText} changes={changes} />
      <Form
        action={submit}
        className="flex flex-col gap-5"
        faults={found}
        summary={words.summary}
        noValidate
      >
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={Math.max(state.version ?? 0, version)} />
        <input type="hidden" name="seen" value={state.seen ?? seen} />
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-3 font-semibold">{words.outcome}</legend>
          {fault.outcome && <FieldError name="outcome">{fault.outcome}</FieldError>}
          {words.choices.map(({ name, ...choice }) => (
            <Choice
              // A form that was sent is drawn anew with what was chosen.
              key={`${name} ${typed.outcome === name}`}
              name="outcome"
              value={name}
              {...choice}
              defaultChecked={typed.outcome === name}
            />
          ))}
        </fieldset>
        {(['answer', 'note'] as const).map((name) => (
          <TextArea
            key={`${name} ${typed[name]}`}
            name={name}
            {...words[name]}
            error={fault[name]}
            defaultValue={typed[name]}
            rows={name === 'answer' ? 8 : 3}
            dir="auto"
          />
        ))}
        {!isTheirs && (
          <>
            {words.lock && <p className="text-small text-soft">{words.lock}</p>}
            <Button disabled={pending}>{words.send}</Button>
          </>
        )}
      </Form>
    </Card>
  )
}
