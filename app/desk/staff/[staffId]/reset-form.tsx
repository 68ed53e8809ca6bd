'use client'

import { useActionState } from 'react'
import { reset } from '#app/desk/staff/actions.ts'
import { MadeLink } from '#app/desk/staff/made-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'

type Words = Record<'title' | 'text' | 'submit' | 'made' | 'madeText', string>

/** A new link for somebody who forgot the password or lost the phone; shown this once. */
export function ResetForm({ staffId, words }: { staffId: string; words: Words }) {
  const [link, submit, pending] = useActionState<string | undefined, FormData>(reset, undefined)
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      {link ? (
        <MadeLink link={link} title={words.made} text={words.madeText} />
      ) : (
        <Form action={submit} className="flex flex-col gap-3">
          <input type="hidden" name="staffId" value={staffId} />
          <p className="text-small text-soft">{words.text}</p>
          <Button look="quiet" disabled={pending}>
            {words.submit}
          </Button>
        </Form>
      )}
    </Card>
  )
}
