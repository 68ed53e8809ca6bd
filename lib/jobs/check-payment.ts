import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { closeCheckout, openCheckout, readCheckout } from '#lib/gateways/stripe.ts'
import { refusalOf } from '#lib/gateways/stripe-refusal.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import {
  endPayment,
  noteCheckout,
  noteUnpaid,
  scheduleNextCheck,
} from '#lib/payments/follow-payment.ts'
import { settleCheckout } from './settle-checkout.ts'

// Stripe may forget an idempotency key after 24 hours; then the same key would make a second session.
const keyIsSafeForHours = 23

/** Asks Stripe about a payment left open: webhooks get lost, and a process can die between Stripe's answer and our note. */
export default async function checkPayment({ paymentId }: { paymentId: string }): Promise<void> {
  const payment = await database()
    .selectFrom('payments')
    .select(['state', 'checkoutSessionId', 'createdAt'])
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!payment || payment.state === 'paid' || payment.state === 'set_aside') return
  const { checkoutSessionId } = payment
  // Also when it has ended for us: money that came all the same is booked.
  if (checkoutSessionId) return settle(paymentId, checkoutSessionId)
  if (payment.state !== 'opening') return
  const now = Temporal.Now.instant()
  const isTooOld =
    Temporal.Instant.compare(payment.createdAt.add({ hours: keyIsSafeForHours }), now) < 0
  if (isTooOld) await transaction((tx) => endPayment(tx, paymentId, { state: 'expired', now }))
  else await reopen(paymentId)
}

async function settle(paymentId: string, checkoutSessionId: string): Promise<void> {
  const reading = await readCheckout(checkoutSessionId)
  const now = Temporal.Now.instant()
  const failed = reading.state === 'processing' && reading.failure !== null
  await transaction(async (tx) => {
    await settleCheckout(tx, { reading: { ...reading, paymentId }, failed, at: now, now })
    if (reading.state === 'open') await noteUnpaid(tx, paymentId)
    await scheduleNextCheck(tx, paymentId, now)
  })
}

async function reopen(paymentId: string): Promise<void> {
  const request = await checkoutRequestOf(database(), paymentId)
  if (!request) return
  try {
    const checkout = await openCheckout(request)
    const now = Temporal.Now.instant()
    const isWanted = await transaction((tx) => noteCheckout(tx, paymentId, { ...checkout, now }))
    if (!isWanted) await closeCheckout(checkout.sessionId)
  } catch (cause) {
    if (refusalOf(cause) === undefined) throw cause
    // Too late to open a page: the slot is free for the next attempt.
    const now = Temporal.Now.instant()
    await transaction((tx) => endPayment(tx, paymentId, { state: 'expired', now }))
  }
}
