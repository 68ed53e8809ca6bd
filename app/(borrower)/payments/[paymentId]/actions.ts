'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { refusalOf } from '#lib/gateways/stripe-refusal.ts'
import { openRefusalCase } from '#lib/jobs/checkout-refused.ts'
import { closeAttempt } from '#lib/jobs/close-attempt.ts'
import { log } from '#lib/log.ts'
import { paymentOf } from '#lib/payments/queries.ts'

const cancelForm = z.object({ paymentId: z.uuid() })

export async function cancelPayment(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const asked = cancelForm.safeParse(Object.fromEntries(form))
  const payment = asked.success && (await paymentOf(database(), borrower.id, asked.data.paymentId))
  if (!payment) missing()
  const { id: paymentId } = payment
  const path = `/payments/${paymentId}`
  const failed = await closeAttempt(paymentId, Temporal.Now.instant()).catch((cause) =>
    notCancelled(paymentId, cause),
  )
  redirect(failed ? `${path}?cancel=${failed}` : path)
}

// Trying again helps after an outage; what Stripe refuses is for a person.
async function notCancelled(paymentId: string, cause: unknown): Promise<'failed' | 'refused'> {
  log.warn({ err: cause, paymentId }, 'a payment could not be cancelled at Stripe')
  const refusal = refusalOf(cause)
  if (!refusal) return 'failed'
  await transaction((tx) => openRefusalCase(tx, paymentId, refusal))
  return 'refused'
}
