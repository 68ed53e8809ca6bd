'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { cancelAttempt } from '#lib/workflows/checkout/cancel-attempt.ts'

const cancelForm = z.object({ paymentId: id })

export async function cancelPayment(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const asked = cancelForm.safeParse(Object.fromEntries(form))
  const payment = asked.success && (await paymentOf(database(), borrower.id, asked.data.paymentId))
  if (!payment) missing()
  const cancelled = await cancelAttempt(payment.id, Temporal.Now.instant())
  redirect(`/payments/${payment.id}${cancelled === 'done' ? '' : `?cancel=${cancelled}`}`)
}
