import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import type { CheckoutReading } from '#lib/gateways/stripe.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import type { NoticeKind } from '#lib/notices/queue-notice.ts'
import { endPayment, noteMethod, noteProcessing } from '#lib/payments/follow-payment.ts'
import { bookCapture } from './book-capture.ts'

export type CheckoutReport = {
  reading: CheckoutReading
  /** A delayed method did not clear. */
  failed?: boolean
  at: Temporal.Instant
  now: Temporal.Instant
}

export type Settled = { outcome: 'applied' } | { outcome: 'set_aside'; reason: string }

/** What Stripe says of a Checkout Session, told by an event or asked for: one way for both. */
export async function settleCheckout(
  tx: Tx,
  { reading, failed = false, at, now }: CheckoutReport,
): Promise<Settled> {
  const { paymentId, state, paymentIntentId, received } = reading
  // Another application on the same Stripe account may put anything there.
  if (!paymentId || !isUuid(paymentId)) return { outcome: 'set_aside', reason: 'unknown_payment' }
  if (reading.method && state !== 'open') await noteMethod(tx, paymentId, reading.method)
  if (state === 'paid') {
    if (!paymentIntentId) return { outcome: 'set_aside', reason: 'no_payment_intent' }
    const recorded = await bookCapture(tx, {
      paymentId,
      paymentIntentId,
      received,
      capturedAt: at,
      now,
    })
    return recorded.outcome === 'unknown_payment'
      ? { outcome: 'set_aside', reason: 'unknown_payment' }
      : { outcome: 'applied' }
  }
  if (failed) {
    const ended = await endPayment(tx, paymentId, {
      state: 'failed',
      failure: reading.failure ?? 'not_cleared',
      now,
    })
    if (ended) await tell(tx, paymentId, 'payment_not_cleared')
  } else if (state === 'processing') {
    if (await noteProcessing(tx, paymentId, now)) await tell(tx, paymentId, 'payment_clearing')
  } else if (state === 'expired') {
    await endPayment(tx, paymentId, { state: await endOfPage(tx, paymentId, now), now })
  }
  return { outcome: 'applied' }
}

async function tell(tx: Tx, paymentId: string, kind: NoticeKind): Promise<void> {
  const payment = await tx
    .selectFrom('payments')
    .select('loanId')
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (payment)
    await queueForBorrower(tx, {
      loanId: payment.loanId,
      kind,
      causeId: paymentId,
      detail: { paymentId },
    })
}

// A page that Stripe closed before its time was given up by somebody. Our own note of that may come second.
async function endOfPage(
  tx: Tx,
  paymentId: string,
  now: Temporal.Instant,
): Promise<'expired' | 'cancelled'> {
  const early = await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', paymentId)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return early ? 'cancelled' : 'expired'
}
