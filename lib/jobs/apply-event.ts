import type Stripe from 'stripe'
import { openCase } from '#lib/cases/open-case.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import { fromStripeAmount } from '#lib/gateways/stripe-amount.ts'
import {
  type CheckoutReading,
  fromUnix,
  methodOf,
  toReading,
  toRefundState,
} from '#lib/gateways/stripe-reading.ts'
import { noteDecline } from '#lib/payments/follow-payment.ts'
import { paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import { type DisputeReport, recordDispute } from '#lib/payments/record-dispute.ts'
import { recordRefund } from '#lib/payments/record-refund.ts'
import { awaitCapture } from './await-capture.ts'
import { bookCapture } from './book-capture.ts'
import { settleCheckout } from './settle-checkout.ts'

export type Applied =
  | { outcome: 'applied' }
  | { outcome: 'ignored' }
  | { outcome: 'set_aside'; reason: string }
  /** Speaks of something not recorded yet: Stripe does not keep the order. */
  | { outcome: 'not_yet'; reason: string }

/** Applies one verified event. Types and states that Stripe may add later are ignored, never read as money. */
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
      return applyRefund(tx, event.data.object, now)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return applyDispute(
        tx,
        event.data.object,
        event.type.slice('charge.dispute.'.length) as DisputeReport['change'],
      )
    case 'radar.early_fraud_warning.created':
      return applyWarning(tx, event.data.object)
    default:
      return { outcome: 'ignored' }
  }
}

type SessionEvent = Extract<Stripe.Event, { data: { object: Stripe.Checkout.Session } }>

async function applySession(tx: Tx, event: SessionEvent, now: Temporal.Instant): Promise<Applied> {
  const reading = readingOf(event)
  if (reading.state === 'paid') return awaitCapture(tx, reading)
  const settled = await settleCheckout(tx, { reading, at: fromUnix(event.created), now })
  const isNameless = reading.state === 'processing' && !reading.method
  if (isNameless && settled.outcome === 'applied') await askForMethod(tx, reading)
  return settled
}

// The event's name says that the money will not come: its session only names the PaymentIntent, which knows.
function readingOf(event: SessionEvent): CheckoutReading {
  const reading = toReading(event.data.object)
  const isFailed = event.type === 'checkout.session.async_payment_failed'
  return isFailed ? { ...reading, state: 'failed' } : reading
}

// How long the money takes hangs on how it is paid, and only the session's PaymentIntent knows: Stripe is asked at once.
async function askForMethod(tx: Tx, { paymentId }: CheckoutReading): Promise<void> {
  if (paymentId) await addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
}

type Times = { at: Temporal.Instant; now: Temporal.Instant }

async function applyIntent(
  tx: Tx,
  intent: Stripe.PaymentIntent,
  { at, now }: Times,
): Promise<Applied> {
  const paymentId = ourId(intent.metadata.payment_id)
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
  const paymentId = ourId(intent.metadata.payment_id)
  if (!paymentId) return { outcome: 'ignored' }
  await noteDecline(
    tx,
    paymentId,
    intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? 'declined',
  )
  return { outcome: 'applied' }
}

async function applyRefund(tx: Tx, refund: Stripe.Refund, now: Temporal.Instant): Promise<Applied> {
  const paymentIntentId = idOf(refund.payment_intent)
  if (!paymentIntentId) return { outcome: 'ignored' }
  const refundId = ourId(refund.metadata?.refund_id)
  const state = toRefundState(refund.status)
  const recorded = await recordRefund(tx, {
    stripeRefundId: refund.id,
    refundId,
    paymentIntentId,
    state,
    now,
    money: fromStripeAmount(refund.amount, refund.currency),
  })
  if (recorded.outcome === 'unknown_payment')
    return { outcome: 'not_yet', reason: 'unknown_payment' }
  const kind = state === 'failed' ? 'refund_failed' : 'refund_reported'
  if (!refundId || kind === 'refund_failed') {
    await openCase(tx, {
      ...recorded.payment,
      kind,
      dedupeKey: `${kind}:${refund.id}`,
      detail: { refund: refund.id },
    })
  }
  return { outcome: 'applied' }
}

async function applyDispute(
  tx: Tx,
  dispute: Stripe.Dispute,
  change: DisputeReport['change'],
): Promise<Applied> {
  const paymentIntentId = idOf(dispute.payment_intent)
  if (!paymentIntentId) return { outcome: 'set_aside', reason: 'dispute_without_payment' }
  const recorded = await recordDispute(tx, {
    disputeId: dispute.id,
    paymentIntentId,
    change,
    status: dispute.status,
    money: fromStripeAmount(dispute.amount, dispute.currency),
  })
  if (recorded.outcome === 'unknown_payment')
    return { outcome: 'not_yet', reason: 'unknown_payment' }
  await openCase(tx, {
    ...recorded.payment,
    kind: 'dispute',
    dedupeKey: `dispute:${dispute.id}`,
    detail: { status: dispute.status },
  })
  return { outcome: 'applied' }
}

async function applyWarning(tx: Tx, warning: Stripe.Radar.EarlyFraudWarning): Promise<Applied> {
  const paymentIntentId = idOf(warning.payment_intent ?? null)
  const payment = paymentIntentId ? await paymentOfIntent(tx, paymentIntentId) : undefined
  if (!payment) return { outcome: 'not_yet', reason: 'unknown_payment' }
  const { paymentId, lenderId, loanId } = payment
  await openCase(tx, {
    paymentId,
    lenderId,
    loanId,
    kind: 'early_fraud_warning',
    dedupeKey: `warning:${warning.id}`,
  })
  return { outcome: 'applied' }
}

// Somebody else's objects in the same Stripe account may carry anything where our ids stand.
function ourId(text: string | null | undefined): string | null {
  return text && isUuid(text) ? text : null
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}
