'use client'

import { useActionState } from 'react'
import { DeskSelect } from '#components/desk/desk-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { type Invite, invite } from './actions.ts'
import { MadeLink } from './made-link.tsx'

type Options = readonly (readonly [string, string])[]
type Words = Record<
  'title' | 'name' | 'email' | 'role' | 'locale' | 'submit' | 'made' | 'madeText',
  string
> & { faults: Record<'name' | 'email' | 'exists', string>; roles: Options; languages: Options }

/** Makes an account; what was typed stays, and the link is shown this once. */
export function InviteForm({ words, locale }: { words: Words; locale: string }) {
  const nothing = { name: '', email: '', role: 'agent', locale }
  const [state, submit, pending] = useActionState<Invite, FormData>(invite, {
    typed: nothing,
    faults: {},
  })
  const { typed, faults, link } = state
  const errors = {
    name: faults.name && words.faults[faults.name],
    email: faults.email && words.faults[faults.email],
  }
  const shown = link ? nothing : typed
  return (
    <Card className="max-w-2xl">
      <h2>{words.title}</h2>
      {link && <MadeLink link={link} title={`${words.made} ${typed.name}`} text={words.madeText} />}
      <Form
        key={link ?? ''}
        action={submit}
        className="flex flex-col gap-4"
        faults={faultsAt(errors)}
        noValidate
      >
        <Field
          name="name"
          label={words.name}
          error={errors.name}
          defaultValue={shown.name}
          autoComplete="off"
          dir="auto"
        />
        <Field
          name="email"
          type="email"
          label={words.email}
          error={errors.email}
          defaultValue={shown.email}
          autoComplete="off"
          dir="ltr"
        />
        <DeskSelect
          key={`role-${shown.role}`}
          name="role"
          label={words.role}
          options={words.roles}
          defaultValue={shown.role}
        />
        <DeskSelect
          key={`locale-${shown.locale}`}
          name="locale"
          label={words.locale}
          options={words.languages}
          defaultValue={shown.locale}
        />
        <Button disabled={pending}>{words.submit}</Button>
      </Form>
    </Card>
  )
}
