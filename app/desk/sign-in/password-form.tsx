'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { enterPassword, type PasswordState } from './actions.ts'

type Words = {
  email: string
  password: string
  submit: string
  faults: Record<'email' | 'password' | 'wrong' | 'limited', string>
}

/** E-mail and password; the e-mail stays in its field when something was wrong. */
export function PasswordForm({ next, words }: { next: string; words: Words }) {
  const [state, submit, pending] = useActionState<PasswordState, FormData>(enterPassword, {
    email: '',
    faults: {},
  })
  const { faults, email } = state
  const errors = {
    email: faults.email && words.faults[faults.email],
    password: faults.password && words.faults[faults.password],
  }
  return (
    <Form action={submit} className="flex flex-col gap-5" faults={faultsAt(errors)} noValidate>
      <input type="hidden" name="next" value={next} />
      <Field
        key={email}
        name="email"
        type="email"
        label={words.email}
        error={errors.email}
        defaultValue={email}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
      />
      <Field
        name="password"
        type="password"
        label={words.password}
        error={errors.password}
        autoComplete="current-password"
        dir="ltr"
      />
      <Button disabled={pending}>{words.submit}</Button>
    </Form>
  )
}
