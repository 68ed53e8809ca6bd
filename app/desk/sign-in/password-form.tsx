'use client'

import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
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
  })
  const { fault, email } = state
  const isGeneral = fault === 'wrong' || fault === 'limited'
  return (
    <>
      {isGeneral && <Banner tone="bad" title={words.faults[fault]} />}
      <Form action={submit} className="flex flex-col gap-5" noValidate>
        <input type="hidden" name="next" value={next} />
        <Field
          key={email}
          name="email"
          type="email"
          label={words.email}
          error={fault === 'email' && words.faults.email}
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
          error={fault === 'password' && words.faults.password}
          autoComplete="current-password"
          dir="ltr"
        />
        <Button disabled={pending}>{words.submit}</Button>
      </Form>
    </>
  )
}
