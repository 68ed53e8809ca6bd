import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { EventReason } from '#lib/domain/money/event-reason.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import { notePayer } from '#lib/workflows/checkout/tell-helper.ts'

export type Awaited =
  | { outcome: 'applied' }
  | { outcome: 'set_aside'; reason: EventReason }
  | { outcome: 'not_yet'; reason: EventReason }

/**
 * A session's event says that it was paid, but not what arrived: only its PaymentIntent's `amount_received` does.
 * So the provider is asked, unless the intent's own event has been booked already.
 */
export async function awaitCapture(tx: Tx, reading: CheckoutReading): Promise<Awaited> {
  const { paymentId, paymentIntentId } = reading
  await notePayer(tx, reading)
  if (!paymentIntentId) return { outcome: 'set_aside', reason: 'no_payment_intent' }
  if (await paymentOfIntent(tx, paymentIntentId)) return { outcome: 'applied' }
  // Another application on the same account may put anything there.
  if (!paymentId || !isUuid(paymentId)) return { outcome: 'set_aside', reason: 'unknown_payment' }
  const payment = await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!payment) return { outcome: 'set_aside', reason: 'unknown_payment' }
  await addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
  return { outcome: 'not_yet', reason: 'amount_not_known' }
}
