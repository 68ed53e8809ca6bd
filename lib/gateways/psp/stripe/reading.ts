import type Stripe from 'stripe'
import type { CheckoutReading, RefundReading } from '#lib/gateways/psp/port.ts'
import { fromStripeAmount } from './amount.ts'
import { voucherOf } from './read-voucher.ts'
import { fromUnix } from './unix.ts'

// What Stripe's objects say, in our words.

/** How a Checkout Session stands, whether an event told of it or we asked. */
export function toReading(session: Stripe.Checkout.Session): CheckoutReading {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  const currency = (session.currency ?? intent?.currency ?? '').toUpperCase()
  return {
    sessionId: session.id,
    paymentId: session.client_reference_id,
    state: stateOf(session, intent),
    page: session.url ? { url: session.url, expiresAt: fromUnix(session.expires_at) } : null,
    voucher: intent ? voucherOf(intent, methodOf(intent)) : undefined,
    paymentIntentId:
      typeof session.payment_intent === 'string' ? session.payment_intent : (intent?.id ?? null),
    received: fromStripeAmount(intent?.amount_received ?? session.amount_total ?? 0, currency),
    capturedAt: intent?.status === 'succeeded' ? capturedAtOf(intent) : null,
    method: methodOfSession(session, intent),
    payerEmail: session.customer_details?.email ?? null,
    failure:
      intent?.last_payment_error?.code ?? (intent?.status === 'canceled' ? 'canceled' : null),
  }
}

/**
 * How a PaymentIntent is paid, by Stripe's name; null while the payer can still choose, and when an event only names the
 * objects that say so. A charge comes second: it may be one that was declined before the payer chose otherwise.
 */
export function methodOf(intent: Stripe.PaymentIntent): string | null {
  const chosen = typeof intent.payment_method === 'object' ? intent.payment_method : null
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const type = chosen?.type ?? charge?.payment_method_details?.type
  return type ?? onlyOne(intent.payment_method_types)
}

/** When the payer paid: a charge is made then, however late its money comes or we hear of it. */
export function capturedAtOf({ latest_charge, created }: Stripe.PaymentIntent): Temporal.Instant {
  const charge = typeof latest_charge === 'object' ? latest_charge : null
  return fromUnix(charge?.created ?? created)
}

// A session's event names its PaymentIntent and no more: where only one way was offered, that is it.
function methodOfSession(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): string | null {
  return intent ? methodOf(intent) : onlyOne(session.payment_method_types)
}

function onlyOne(types: string[] | null | undefined): string | null {
  const [only, ...others] = types ?? []
  return others.length === 0 ? (only ?? null) : null
}

// The payer was done, and the money will not come: the bank refused, the voucher was not paid, somebody cancelled it.
const endings: ReadonlySet<string> = new Set(['requires_payment_method', 'canceled'])

function stateOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): CheckoutReading['state'] {
  if (session.payment_status === 'paid') return 'paid'
  if (session.status === 'expired') return 'expired'
  if (session.status !== 'complete') return 'open'
  return intent && endings.has(intent.status) ? 'failed' : 'processing'
}

/** Anything Stripe may add later is still on its way. */
export function toRefundState(status: string | null): RefundReading['state'] {
  if (status === 'succeeded' || status === 'requires_action') return status
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}

/** Until when the payer can answer where the money shall go, while that is asked. */
export function actionDueAtOf({ status, next_action }: Stripe.Refund): Temporal.Instant | null {
  const expiresAt = next_action?.display_details?.expires_at
  return status === 'requires_action' && expiresAt ? fromUnix(expiresAt) : null
}
