'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { missing } from '#app/missing.ts'
import { closeReplaced } from '#app/start-payment.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { paymentOf } from '#lib/payments/queries.ts'

const cancelForm = z.object({ paymentId: z.uuid() })

export async function cancelPayment(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const asked = cancelForm.safeParse(Object.fromEntries(form))
  const payment = asked.success && (await paymentOf(database(), borrower.id, asked.data.paymentId))
  if (!payment) missing()
  const { id: paymentId, checkoutSessionId, state } = payment
  const path = `/payments/${paymentId}`
  if (state !== 'opening' && state !== 'open') redirect(path)
  const now = Temporal.Now.instant()
  const failed = await closeReplaced({ paymentId, checkoutSessionId }, now).catch((cause) => {
    log.warn({ err: cause, paymentId }, 'a payment could not be cancelled at Stripe')
    return true
  })
  redirect(failed ? `${path}?cancel=failed` : path)
}
