import type Stripe from 'stripe'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type {
  DisputeMovement,
  DisputeTold,
  MoneyNamed,
  PaymentNamed,
  RefundTold,
  WarningTold,
} from '#lib/gateways/psp/port.ts'
import { fromStripeAmount } from './amount.ts'
import { actionDueAtOf, toRefundState } from './reading.ts'
import { fromUnix } from './unix.ts'

// What Stripe says of money that goes back, in our words, whether an event told of it or we asked.

export function toRefundTold(refund: Stripe.Refund): RefundTold {
  const ours = refund.metadata?.refund_id ?? ''
  return {
    pspRefundId: refund.id,
    refundId: isUuid(ours) ? ours : null,
    about: namedBy(refund),
    state: toRefundState(refund.status),
    actionDueAt: actionDueAtOf(refund),
    money: fromStripeAmount(refund.amount, refund.currency),
  }
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

export function toWarning(warning: Stripe.Radar.EarlyFraudWarning): WarningTold {
  return { warningId: warning.id, about: namedBy(warning) }
}

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

/** Which of our payments any object of Stripe speaks of. */
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
