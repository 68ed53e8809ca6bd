import type Stripe from 'stripe'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { fromStripeAmount } from '#lib/gateways/psp/stripe-amount.ts'
import {
  namesIn,
  toDisputeTold,
  toRefundTold,
  toWarning,
} from '#lib/gateways/psp/stripe-money-back.ts'
import {
  type CheckoutReading,
  fromUnix,
  methodOf,
  toReading,
} from '#lib/gateways/psp/stripe-reading.ts'
import { noteDecline } from '#lib/payments/follow-payment.ts'
import { settleCheckout } from '#lib/workflows/checkout/settle-checkout.ts'
import type { Applied } from './applied.ts'
import { applyDispute, applyRefund, applyWarning } from './apply-money-back.ts'
import { applyRefunded } from './apply-refunded.ts'
import { askAbout } from './ask-about.ts'
import { awaitCapture } from './await-capture.ts'
import { bookCapture } from './book-capture.ts'

/**
 * Applies one verified event. Types and states that Stripe may add later are never read as money: where they speak of
 * a payment of ours, Stripe is asked what is true.
 */
export async function applyEvent(
  tx: Tx,
  event: Stripe.Event,
  now: Temporal.Instant,
): Promise<Applied> {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return applySession(tx, event, now)
    case 'payment_intent.succeeded':
      return applyIntent(tx, event.data.object, { at: fromUnix(event.created), now })
    case 'payment_intent.payment_failed':
      return applyDecline(tx, event.data.object)
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    // As endpoints of older API versions call them.
    case 'charge.refund.updated':
      return applyRefund(tx, toRefundTold(event.data.object as Stripe.Refund), now)
    case 'charge.refunded':
      return applyRefunded(tx, event.data.object, now)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return applyDisputeNews(tx, event, now)
    case 'radar.early_fraud_warning.created':
      return applyWarning(tx, toWarning(event.data.object))
    default:
      return saysNothingNew.has(event.type)
        ? { outcome: 'ignored' }
        : askAbout(tx, namesIn(event.data.object))
  }
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

async function applySession(tx: Tx, event: SessionEvent, now: Temporal.Instant): Promise<Applied> {
  const reading = readingOf(event)
  if (reading.state === 'paid') return awaitCapture(tx, reading)
  const settled = await settleCheckout(tx, { reading, at: fromUnix(event.created), now })
  const isUnclear = reading.state === 'processing' && reading.voucher === undefined
  if (isUnclear && settled.outcome === 'applied') await askForIntent(tx, reading)
  return settled
}

// The event's name says that the money will not come: its session only names the PaymentIntent, which knows.
function readingOf(event: SessionEvent): CheckoutReading {
  const reading = toReading(event.data.object)
  const isFailed = event.type === 'checkout.session.async_payment_failed'
  return isFailed ? { ...reading, state: 'failed' } : reading
}

// How long the money takes hangs on how it is paid, and whether a voucher must be paid first: only the session's
// PaymentIntent knows, so Stripe is asked at once.
async function askForIntent(tx: Tx, { paymentId }: CheckoutReading): Promise<void> {
  if (paymentId) await addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
}

type Times = { at: Temporal.Instant; now: Temporal.Instant }

async function applyIntent(
  tx: Tx,
  intent: Stripe.PaymentIntent,
  { at, now }: Times,
): Promise<Applied> {
  const { paymentId } = namesIn(intent)
  if (!paymentId) return { outcome: 'set_aside', reason: 'unknown_payment' }
  const recorded = await bookCapture(tx, {
    paymentId,
    paymentIntentId: intent.id,
    received: fromStripeAmount(intent.amount_received, intent.currency),
    method: methodOf(intent),
    capturedAt: at,
    now,
  })
  if (recorded.outcome === 'unknown_payment')
    return { outcome: 'set_aside', reason: 'unknown_payment' }
  return { outcome: 'applied' }
}

async function applyDecline(tx: Tx, intent: Stripe.PaymentIntent): Promise<Applied> {
  const paymentId = intent.metadata?.payment_id ?? ''
  if (!isUuid(paymentId)) return { outcome: 'ignored' }
  const error = intent.last_payment_error
  await noteDecline(tx, paymentId, error?.decline_code ?? error?.code ?? 'declined')
  return { outcome: 'applied' }
}

type DisputeEvent = Extract<Stripe.Event, { data: { object: Stripe.Dispute } }>

async function applyDisputeNews(
  tx: Tx,
  { type, created, data }: DisputeEvent,
  now: Temporal.Instant,
): Promise<Applied> {
  const told = toDisputeTold(data.object)
  const hasMoved = type.includes('.funds_')
  // Money moved, and the event does not say which: an older version, or one that comes.
  if (hasMoved && told.movements.length === 0) return { outcome: 'ask', about: told.about }
  return applyDispute(tx, { ...told, toldAt: fromUnix(created), isAsked: false }, now)
}
