'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type BuyerFinding, buyerFindings } from '#lib/domain/strangers/buyer-report.ts'
import { answerToBuyer, type BuyerAnswering } from './actions.ts'
import { Stale } from './stale.tsx'

export type BuyerAnswerWords = {
  title: string
  finding: string
  choice: Record<BuyerFinding, { label: string; hint: string }>
  answer: { label: string; hint: string }
  note: { label: string; hint: string }
  summary: string
  faults: Record<
    'finding_choose_one' | 'answer_missing' | 'answer_too_long' | 'note_too_long',
    string
  >
  send: string
  stale: string
  staleText: string
}

export type BuyerAnswerFormProps = {
  caseId: string
  version: number
  seen: string
  /** Somebody else has the case, or closed it: what was typed is only kept. */
  isTheirs: boolean
  words: BuyerAnswerWords
}

const nothing: BuyerAnswering = { typed: { finding: '', answer: '', note: '' }, faults: {} }

/** What a buyer is answered, and what was found. What was typed stays until it is sent. */
export function BuyerAnswerForm({ caseId, version, seen, isTheirs, words }: BuyerAnswerFormProps) {
  const [state, submit, pending] = useActionState<BuyerAnswering, FormData>(answerToBuyer, nothing)
  const { typed, faults, changes } = state
  if (isTheirs && !changes) return null
  const fault = {
    finding: faults.finding && words.faults[`finding_${faults.finding}`],
    answer: faults.answer && words.faults[`answer_${faults.answer}`],
    note: faults.note && words.faults[`note_${faults.note}`],
  }
  const fields = { finding: `finding-${buyerFindings[0]}`, answer: 'answer', note: 'note' }
  const found = (['finding', 'answer', 'note'] as const)
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
          <legend className="mb-3 font-semibold">{words.finding}</legend>
          {fault.finding && <FieldError name="finding">{fault.finding}</FieldError>}
          {buyerFindings.map((name) => (
            <Choice
              // A form that was sent is drawn anew with what was chosen.
              key={`${name} ${typed.finding === name}`}
              name="finding"
              value={name}
              {...words.choice[name]}
              defaultChecked={typed.finding === name}
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
        {!isTheirs && <Button disabled={pending}>{words.send}</Button>}
      </Form>
    </Card>
  )
}
