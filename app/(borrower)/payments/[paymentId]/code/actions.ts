'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { issueCode, passkeyRefusal } from '#app/issue-code.ts'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { keptText } from '#lib/domain/kept-text.ts'
import { paymentOf } from '#lib/payments/queries.ts'

const codeForm = z.object({
  paymentId: z.uuid(),
  passkey: z.string().max(40).transform(keptText).optional(),
})

export async function askForCode(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const asked = codeForm.safeParse(Object.fromEntries(form))
  if (!asked.success) missing()
  const { paymentId } = asked.data
  const passkey = asked.data.passkey?.replace(/[\s-]/g, '') || undefined
  if (!(await paymentOf(database(), borrower.id, paymentId))) missing()
  const issued = await issueCode({
    about: { paymentId },
    passkey,
    actor: `borrower:${borrower.id}`,
  })
  const path = `/payments/${paymentId}/code`
  if ('ok' in issued) redirect(path)
  const refusal = passkeyRefusal(issued.refusal, asked.data.passkey)
  redirect(`${path}?${new URLSearchParams({ refusal, passkey: passkey ?? '' })}`)
}
