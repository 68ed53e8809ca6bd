import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type CheckoutOpened, type ProviderRefusal, refusalOf } from '#lib/gateways/psp/port.ts'
import { accountOf, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import { abandonOpening } from '#lib/payments/follow-payment.ts'
import {
  type OpenPaymentRefusal,
  openPayment,
  type PaymentWish,
} from '#lib/payments/open-payment.ts'
import { checkoutRefused, openRefusalCase } from './checkout-refused.ts'
import { closeAttempt } from './close-attempt.ts'
import { notePage } from './note-page.ts'

type PaymentStarted =
  | { paymentId: string; checkoutUrl: string }
  | OpenPaymentRefusal
  /** Down: trying again is right. Refused: it brings the same answer, and a person has been told. */
  | { refusal: 'provider_down' | 'provider_refused'; paymentId: string }

/**
 * Takes a person to the provider: the payment is written first, then the provider is asked, then the answer is noted, and only then
 * its address is given out. Dying between any two of these loses nothing: the payment's id is the provider's idempotency key,
 * and the sweep finishes the rest.
 */
export async function startPayment(wish: PaymentWish): Promise<PaymentStarted> {
  const opened = await transaction((tx) => openPayment(tx, wish))
  if ('refusal' in opened) return opened
  if ('replaces' in opened) return startInstead(opened.replaces.paymentId, wish)
  if (opened.checkoutUrl) return { paymentId: opened.paymentId, checkoutUrl: opened.checkoutUrl }
  return askProvider(opened.paymentId, wish)
}

async function startInstead(replacedId: string, wish: PaymentWish): Promise<PaymentStarted> {
  try {
    await closeAttempt(replacedId, wish.now)
  } catch (cause) {
    log.error(
      { err: cause, paymentId: replacedId },
      'the payment provider could not close Checkout',
    )
    const refusal = refusalOf(cause)
    if (refusal) await transaction((tx) => openRefusalCase(tx, replacedId, refusal))
    return { refusal: refusal ? 'provider_refused' : 'provider_down', paymentId: replacedId }
  }
  // The one it replaces may have been paid this moment: then the balance has changed, and the answer says so.
  return startPayment(wish)
}

async function askProvider(paymentId: string, wish: PaymentWish): Promise<PaymentStarted> {
  const request = await checkoutRequestOf(database(), paymentId)
  // Asked twice at the same moment: the other was faster, and what it wrote is the answer.
  if (!request) return startOver(wish)
  let checkout: CheckoutOpened
  try {
    checkout = await providerOf(accountOf(request.lenderId)).openCheckout(request)
  } catch (cause) {
    log.error({ err: cause, paymentId }, 'the payment provider could not open Checkout')
    return notOpened(paymentId, refusalOf(cause))
  }
  const note = { ...checkout, now: wish.now }
  const isWanted = await transaction((tx) => notePage(tx, paymentId, note))
  // Replaced meanwhile: nobody is sent there.
  return isWanted ? { paymentId, checkoutUrl: checkout.url } : startOver(wish)
}

async function notOpened(
  paymentId: string,
  refusal: ProviderRefusal | undefined,
): Promise<PaymentStarted> {
  const now = Temporal.Now.instant()
  await transaction((tx) =>
    refusal
      ? checkoutRefused(tx, { paymentId, refusal, now })
      : abandonOpening(tx, paymentId, { failure: 'provider_unreachable', now }),
  )
  return { refusal: refusal ? 'provider_refused' : 'provider_down', paymentId }
}

// Whoever replaced it came later: theirs is not replaced in turn without a word.
function startOver(wish: PaymentWish): Promise<PaymentStarted> {
  return startPayment({ ...wish, confirmAnother: false, yields: true })
}
