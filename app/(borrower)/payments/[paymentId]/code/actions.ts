'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { issueCode, passkeyField, passkeyRefusal } from '#app/payment/issue-code.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { paymentOf } from '#lib/payments/queries.ts'

const codeForm = z.object({ paymentId: id, passkey: passkeyField })

export async function askForCode(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const asked = requireForm(form, codeForm)
  const { paymentId, passkey = '' } = asked
  if (!(await paymentOf(database(), borrower.id, paymentId))) missing()
  const actor = `borrower:${borrower.id}`
  const issued = await issueCode({ about: { paymentId }, passkey: passkey || undefined, actor })
  const path = `/payments/${paymentId}/code`
  if ('ok' in issued) redirect(path)
  const refusal = passkeyRefusal(issued.refusal, asked.passkey)
  redirect(await faultAddress(`${path}?${new URLSearchParams({ refusal, passkey })}`))
}
