'use client'

import { type ReactNode, useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'

type Words = Record<
  'make' | 'madeTitle' | 'madeText' | 'once' | 'print' | 'owner' | 'borrowed' | 'done',
  string
>

type Props = {
  makeSheet: (before: unknown, form: FormData) => Promise<string[]>
  words: Words
  /** The sheet whose loss was agreed to. */
  replaces: string | undefined
  mayMake: boolean
  children: ReactNode
}

/** The codes exist only in the answer to the form: in no address, no cookie, and not after a reload. */
export function Sheet({ makeSheet, words, replaces, mayMake, children }: Props) {
  const [codes, make, pending] = useActionState<string[] | undefined, FormData>(
    makeSheet,
    undefined,
  )
  if (codes) return <Made codes={codes} words={words} />
  return (
    <Card>
      {children}
      {mayMake && (
        <Form action={make}>
          {replaces && <input type="hidden" name="replaces" value={replaces} />}
          <Button disabled={pending}>{words.make}</Button>
        </Form>
      )}
    </Card>
  )
}

function Made({ codes, words }: { codes: string[]; words: Words }) {
  return (
    <>
      <div className="print:hidden" data-shown-once>
        <Banner tone="good" title={words.madeTitle}>
          <p>{words.madeText}</p>
          <p>{words.borrowed}</p>
        </Banner>
      </div>
      <Card>
        <p className="font-semibold">{words.owner}</p>
        <ol
          dir="ltr"
          className="grid gap-x-8 gap-y-2 text-lead font-semibold sm:grid-cols-2 print:grid-cols-2"
        >
          {codes.map((code) => (
            <li key={code} className="font-mono tracking-wider">
              {code}
            </li>
          ))}
        </ol>
        <p className="text-small text-soft">{words.once}</p>
      </Card>
      <p className="text-small text-soft print:hidden">{words.print}</p>
      <LinkButton href="/account" look="quiet" className="print:hidden">
        {words.done}
      </LinkButton>
    </>
  )
}
