'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
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
  const failed = await closeAttempt(paymentId, Temporal.Now.instant()).catch((cause) => {
    log.warn({ err: cause, paymentId }, 'a payment could not be cancelled at Stripe')
    return true
  })
  redirect(failed ? `${path}?cancel=failed` : path)
}
