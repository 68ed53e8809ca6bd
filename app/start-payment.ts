import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { closeCheckout, openCheckout } from '#lib/gateways/stripe.ts'
import { settleCheckout } from '#lib/jobs/settle-checkout.ts'
import { log } from '#lib/log.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import { abandonOpening, endPayment, noteCheckout } from '#lib/payments/follow-payment.ts'
import {
  type OpenPaymentRefusal,
  openPayment,
  type PaymentOpened,
  type PaymentWish,
} from '#lib/payments/open-payment.ts'

export type PaymentStarted =
  | { paymentId: string; checkoutUrl: string }
  | OpenPaymentRefusal
  | { refusal: 'provider_down'; paymentId: string }

/**
 * Takes a person to Stripe: the payment is written first, then Stripe is asked, then the answer is noted.
 * Dying between any two of these loses nothing: the payment's id is Stripe's idempotency key, and the sweep finishes the rest.
 */
export async function startPayment(wish: PaymentWish): Promise<PaymentStarted> {
  const opened = await transaction((tx) => openPayment(tx, wish))
  if ('refusal' in opened) return opened
  if (opened.replaces) {
    const { paymentId } = opened.replaces
    try {
      await closeReplaced(opened.replaces, wish.now)
    } catch (cause) {
      log.error({ err: cause, paymentId }, 'Stripe could not close Checkout')
      return { refusal: 'provider_down', paymentId }
    }
    // The one it replaces may have been paid this moment: then the books have changed, and the answer says so.
    return startPayment(wish)
  }
  if (opened.checkoutUrl) return { paymentId: opened.paymentId, checkoutUrl: opened.checkoutUrl }
  return askStripe(opened.paymentId, wish)
}

async function askStripe(paymentId: string, wish: PaymentWish): Promise<PaymentStarted> {
  try {
    const request = await checkoutRequestOf(database(), paymentId)
    // Asked twice at the same moment: the other was faster, and what it wrote is the answer.
    if (!request) return await startPayment(wish)
    const checkout = await openCheckout(request)
    const isWanted = await transaction((tx) =>
      noteCheckout(tx, paymentId, { ...checkout, now: wish.now }),
    )
    if (isWanted) return { paymentId, checkoutUrl: checkout.url }
    // Replaced meanwhile: nobody must pay there any more.
    await closeCheckout(checkout.sessionId)
    return await startPayment(wish)
  } catch (cause) {
    log.error({ err: cause, paymentId }, 'Stripe could not open Checkout')
    await transaction((tx) => abandonOpening(tx, paymentId, Temporal.Now.instant()))
    return { refusal: 'provider_down', paymentId }
  }
}

/** Closes an attempt at Stripe so that it cannot be paid any more; money that came first is booked instead. */
export async function closeReplaced(
  { paymentId, checkoutSessionId }: NonNullable<PaymentOpened['replaces']>,
  now: Temporal.Instant,
): Promise<void> {
  const reading = checkoutSessionId ? await closeCheckout(checkoutSessionId) : undefined
  await transaction(async (tx) => {
    // Paid or promised a moment ago: that stands, and the new attempt learns of it.
    if (reading?.state === 'paid' || reading?.state === 'processing')
      await settleCheckout(tx, { reading: { ...reading, paymentId }, at: now, now })
    else await endPayment(tx, paymentId, { state: 'cancelled', now })
  })
}
