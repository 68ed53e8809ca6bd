import type Stripe from 'stripe'
import { bookMovement } from './balance-transaction.ts'
import { saveCharge } from './charge.ts'
import { noEvidence } from './evidence.ts'
import { newId } from './identifiers.ts'
import { type Sandbox, unixNow } from './sandbox-state.ts'
import { whole } from './whole.ts'

export type DisputeReason = 'fraudulent' | 'product_not_received' | 'inquiry'

/**
 * The cardholder's bank takes a charge's money back. An inquiry only asks: no money moves.
 */
export function openDispute(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  reason: DisputeReason,
): Stripe.Dispute {
  const opened = newDispute(sandbox, charge, reason)
  sandbox.books.disputes.save(opened.id, opened)
  saveCharge(sandbox, charge, { disputed: true })
  markFraudWarnings(sandbox, charge)
  sandbox.emit('charge.dispute.created', opened)
  if (reason === 'inquiry') return opened
  const withdrawn = move(sandbox, opened, -opened.amount)
  sandbox.emit('charge.dispute.funds_withdrawn', withdrawn)
  return withdrawn
}

export type DisputeVerdict = 'won' | 'lost'

/** The bank decides; when the lender wins, the money comes back. Answers undefined when it was decided before. */
export function closeDispute(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
  verdict: DisputeVerdict,
): Stripe.Dispute | undefined {
  const isInquiry = dispute.status === 'warning_needs_response'
  if (!isInquiry && dispute.status !== 'needs_response') return undefined
  const closed: Stripe.Dispute = { ...dispute, status: isInquiry ? 'warning_closed' : verdict }
  sandbox.books.disputes.save(closed.id, closed)
  sandbox.emit('charge.dispute.closed', closed)
  if (isInquiry || verdict === 'lost') return closed
  const reinstated = move(sandbox, closed, closed.amount)
  sandbox.emit('charge.dispute.funds_reinstated', reinstated)
  return reinstated
}

/** The card's network warns that a charge may be fraud. */
export function warnOfFraud(sandbox: Sandbox, charge: Stripe.Charge): void {
  const warning = whole<Stripe.Radar.EarlyFraudWarning>({
    id: newId('issfr_'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: unixNow(sandbox),
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    payment_intent: String(charge.payment_intent),
  })
  sandbox.books.warnings.save(warning.id, warning)
  sandbox.emit('radar.early_fraud_warning.created', warning)
}

/** A warning is no longer actionable once its charge is disputed or refunded in full. */
export function markFraudWarnings({ books }: Sandbox, charge: Stripe.Charge): void {
  for (const warning of books.warnings.all())
    if (warning.charge === charge.id)
      books.warnings.save(warning.id, { ...warning, actionable: false })
}

function move(sandbox: Sandbox, dispute: Stripe.Dispute, amount: number): Stripe.Dispute {
  const transaction = bookMovement(sandbox, {
    amount,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    reportingCategory: amount < 0 ? 'dispute' : 'dispute_reversal',
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${String(dispute.charge)}`,
  })
  const changed = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, transaction],
    is_charge_refundable: false,
  }
  sandbox.books.disputes.save(changed.id, changed)
  return changed
}

function newDispute(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  reason: DisputeReason,
): Stripe.Dispute {
  const created = unixNow(sandbox)
  const isInquiry = reason === 'inquiry'
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  const networkReasonCode = reason === 'product_not_received' ? '13.1' : '10.4'
  return whole<Stripe.Dispute>({
    id: newId('dp_'),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: created + 9 * 24 * 3600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: networkReasonCode,
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: isInquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: networkReasonCode,
      },
      type: 'card',
    },
    reason: isInquiry ? 'general' : reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  })
}
