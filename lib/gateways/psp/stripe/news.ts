import type Stripe from 'stripe'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { CheckoutReading, ProviderNews } from '#lib/gateways/psp/port.ts'
import { fromStripeAmount } from './amount.ts'
import { namesIn, toDisputeTold, toRefundTold, toWarning } from './money-back.ts'
import { methodOf, toReading } from './reading.ts'

/** What an event of Stripe's says. Types and states that Stripe may add later are never read as money. */
export function newsIn(event: Stripe.Event): ProviderNews {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return { kind: 'checkout', reading: readingOf(event) }
    case 'payment_intent.succeeded':
      return captured(event.data.object)
    case 'payment_intent.payment_failed':
      return declined(event.data.object)
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    // As endpoints of older API versions call them.
    case 'charge.refund.updated':
      return { kind: 'refund', refund: toRefundTold(event.data.object as Stripe.Refund) }
    case 'charge.refunded':
      return refunded(event.data.object)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return {
        kind: 'dispute',
        dispute: toDisputeTold(event.data.object),
        hasMoved: event.type.includes('.funds_'),
      }
    case 'radar.early_fraud_warning.created':
      return { kind: 'warning', warning: toWarning(event.data.object) }
    default:
      return { kind: isNothingNew(event.type) ? 'nothing_new' : 'unknown' }
  }
}

// Money of the account on its way to the lender's bank, or back: it is nobody's payment any more.
function isNothingNew(type: string): boolean {
  return type.startsWith('payout.') || saysNothingNew.has(type)
}

// What they say is said by another event, too.
const saysNothingNew: ReadonlySet<string> = new Set([
  'charge.captured',
  'charge.failed',
  'charge.pending',
  'charge.succeeded',
  'charge.updated',
  'payment_intent.created',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'radar.early_fraud_warning.updated',
])

type SessionEvent = Extract<Stripe.Event, { data: { object: Stripe.Checkout.Session } }>

// The event's name says that the money will not come: its session only names the PaymentIntent, which knows.
function readingOf(event: SessionEvent): CheckoutReading {
  const reading = toReading(event.data.object)
  const isFailed = event.type === 'checkout.session.async_payment_failed'
  return isFailed ? { ...reading, state: 'failed' } : reading
}

function captured(intent: Stripe.PaymentIntent): ProviderNews {
  return {
    kind: 'captured',
    paymentIntentId: intent.id,
    paymentId: namesIn(intent).paymentId,
    capture: {
      received: fromStripeAmount(intent.amount_received, intent.currency),
      method: methodOf(intent),
    },
  }
}

function declined({ metadata, last_payment_error: error }: Stripe.PaymentIntent): ProviderNews {
  const paymentId = metadata?.payment_id ?? ''
  return {
    kind: 'declined',
    paymentId: isUuid(paymentId) ? paymentId : null,
    failure: error?.decline_code ?? error?.code ?? 'declined',
  }
}

// An older API version lists by which refunds.
function refunded({ amount_refunded, currency, refunds }: Stripe.Charge): ProviderNews {
  return {
    kind: 'refunded',
    totalMinor: fromStripeAmount(amount_refunded, currency).amountMinor,
    refunds: refunds?.has_more === false ? refunds.data.map(toRefundTold) : undefined,
  }
}
