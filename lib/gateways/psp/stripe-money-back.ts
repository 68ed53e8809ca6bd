import type Stripe from 'stripe'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { Money } from '#lib/domain/money/money.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import { fromUnix, type RefundReading, toRefundState } from './stripe-reading.ts'

// What Stripe says of money that goes back, in our words, whether an event told of it or we asked.

/** A refund, whoever made it. */
export type RefundTold = {
  stripeRefundId: string
  /** Ours, when we asked for it. */
  refundId: string | null
  about: MoneyNamed
  state: RefundReading['state']
  money: Money
}

/** How money is named at Stripe. Old objects name only the charge. */
export type MoneyNamed = { paymentIntentId: string | null; chargeId: string | null }

export function toRefundTold(refund: Stripe.Refund): RefundTold {
  const ours = refund.metadata?.refund_id ?? ''
  return {
    stripeRefundId: refund.id,
    refundId: isUuid(ours) ? ours : null,
    about: namedBy(refund),
    state: toRefundState(refund.status),
    money: fromStripeAmount(refund.amount, refund.currency),
  }
}

/** What a dispute took from the account, or gave back to it: one balance transaction. */
export type DisputeMovement = {
  id: string
  at: Temporal.Instant
  /** Taken by the payer's bank; negative: given back. */
  takenMinor: bigint
}

export type DisputeTold = {
  disputeId: string
  about: MoneyNamed
  status: string
  reason: string
  money: Money
  /** Until when it can be answered. */
  evidenceDueAt: Temporal.Instant | null
  movements: DisputeMovement[]
}

export function toDisputeTold(dispute: Stripe.Dispute): DisputeTold {
  const dueBy = dispute.evidence_details?.due_by
  return {
    disputeId: dispute.id,
    about: namedBy(dispute),
    status: dispute.status,
    reason: dispute.reason,
    money: fromStripeAmount(dispute.amount, dispute.currency),
    evidenceDueAt: dueBy ? fromUnix(dueBy) : null,
    movements: (dispute.balance_transactions ?? [])
      .map((transaction) => toMovement(dispute, transaction))
      .filter(({ takenMinor }) => takenMinor !== 0n),
  }
}

// Another currency is that in which Stripe settles: there the sum moves with the rate, in the payer's it is the disputed one.
function toMovement(
  dispute: Stripe.Dispute,
  { id, created, amount, currency }: Stripe.BalanceTransaction,
): DisputeMovement {
  const isSettledAsPaid = currency === dispute.currency
  const taken = isSettledAsPaid ? -amount : -Math.sign(amount) * dispute.amount
  const takenMinor = fromStripeAmount(taken, dispute.currency).amountMinor
  return { id, at: fromUnix(created), takenMinor }
}

export function toWarning(warning: Stripe.Radar.EarlyFraudWarning) {
  return { warningId: warning.id, about: namedBy(warning) }
}
export type WarningTold = ReturnType<typeof toWarning>

type Naming = {
  payment_intent?: string | { id: string } | null
  charge?: string | { id: string } | null
}

function namedBy({ payment_intent, charge }: Naming): MoneyNamed {
  return { paymentIntentId: idOf(payment_intent), chargeId: idOf(charge) }
}

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}

/** Which of our payments any object of Stripe speaks of: by our own names in it, or by the money. */
export type PaymentNamed = MoneyNamed & { paymentId: string | null; lenderId: string | null }

export function namesIn(object: unknown): PaymentNamed {
  const named = object as Naming & {
    id?: string
    object?: string
    metadata?: Record<string, string> | null
    client_reference_id?: string | null
  }
  const { paymentIntentId, chargeId } = namedBy(named)
  const own = (kind: string) => (named.object === kind ? (named.id ?? null) : null)
  return {
    paymentIntentId: own('payment_intent') ?? paymentIntentId,
    chargeId: own('charge') ?? chargeId,
    paymentId: uuidOf(named.client_reference_id) ?? uuidOf(named.metadata?.payment_id),
    lenderId: uuidOf(named.metadata?.lender_id),
  }
}

// Somebody else's objects in the same Stripe account may carry anything where our ids stand.
function uuidOf(text: unknown): string | null {
  return typeof text === 'string' && isUuid(text) ? text : null
}
