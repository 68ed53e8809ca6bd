'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { LinkState } from './actions.tsx'

type Words = Record<
  'note' | 'noteHint' | 'make' | 'madeTitle' | 'madeText' | 'address' | 'again',
  string
>

type Props = {
  action: (state: LinkState, form: FormData) => Promise<LinkState>
  loanId: string
  words: Words
}

/** How identity was checked, then the link: shown in this answer and never again. */
export function LinkForm({ action, loanId, words }: Props) {
  const [state, submit, pending] = useActionState<LinkState, FormData>(action, {
    note: '',
    faults: {},
  })
  if (state.made) return <Made {...state.made} words={words} />
  return (
    <Form
      action={submit}
      className="flex flex-col gap-5"
      faults={faultsAt(state.faults)}
      noValidate
    >
      <input type="hidden" name="loanId" value={loanId} />
      <TextArea
        key={state.note}
        name="note"
        label={words.note}
        hint={words.noteHint}
        error={state.faults.note}
        defaultValue={state.note}
        maxLength={500}
      />
      <Button disabled={pending}>{words.make}</Button>
    </Form>
  )
}

type MadeProps = NonNullable<LinkState['made']> & { words: Words }

function Made({ link, qr, words }: MadeProps) {
  return (
    <>
      <Banner tone="good" title={words.madeTitle}>
        {words.madeText}
      </Banner>
      <Card>
        {qr}
        <h2>{words.address}</h2>
        <p dir="ltr" className="font-mono text-small break-all select-all">
          {link}
        </p>
      </Card>
      <p className="text-small text-soft" data-shown-once>
        {words.again}
      </p>
    </>
  )
}
