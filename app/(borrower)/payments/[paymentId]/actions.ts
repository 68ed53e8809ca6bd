'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { cancelAttempt } from '#lib/workflows/checkout/cancel-attempt.ts'

const cancelForm = z.object({ paymentId: id })

export async function cancelPayment(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const { paymentId } = requireForm(form, cancelForm)
  const payment = await paymentOf(database(), borrower.id, paymentId)
  if (!payment) missing()
  const cancelled = await cancelAttempt(payment.id, Temporal.Now.instant())
  const page = `/payments/${payment.id}`
  redirect(cancelled === 'done' ? page : await faultAddress(`${page}?cancel=${cancelled}`))
}
