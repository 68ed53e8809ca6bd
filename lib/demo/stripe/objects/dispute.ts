import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'
import { saveCharge } from './charge.ts'
import { noEvidence } from './evidence.ts'
import { whole } from './whole.ts'

export type DisputeReason = 'fraudulent' | 'product_not_received' | 'inquiry'

type DisputeWish = { reason: DisputeReason; amount?: number | undefined }

/**
 * The payer's bank takes a charge's money back, all that was not given back or a part of it. An inquiry only asks: no
 * money moves. A direct debit that was called back is lost from the start.
 */
export function openDispute(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  { reason, amount = charge.amount }: DisputeWish,
): Stripe.Dispute {
  const opened = newDispute(sandbox, charge, { reason, amount })
  sandbox.books.disputes.save(opened.id, opened)
  saveCharge(sandbox, charge, { disputed: true })
  markFraudWarnings(sandbox, charge)
  sandbox.emit('charge.dispute.created', opened)
  const left = Math.min(amount, charge.amount - charge.amount_refunded)
  if (reason === 'inquiry' || left === 0) return opened
  const withdrawn = withdraw(sandbox, opened, left)
  if (withdrawn.status === 'lost') sandbox.emit('charge.dispute.closed', withdrawn)
  return withdrawn
}

type DisputeVerdict = 'won' | 'lost'

const afterAnswer: Record<string, Stripe.Dispute.Status> = {
  needs_response: 'under_review',
  warning_needs_response: 'warning_under_review',
  appeal_needs_response: 'appeal_under_review',
}

/** The lender sends evidence. Answers undefined when none is asked for. */
export function answerDispute(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
): Stripe.Dispute | undefined {
  const status = afterAnswer[dispute.status]
  if (!status) return undefined
  const { evidence_details } = dispute
  const answered = keep(sandbox, dispute, {
    status,
    evidence_details: { ...evidence_details, has_evidence: true, submission_count: 1 },
  })
  sandbox.emit('charge.dispute.updated', answered)
  return answered
}

/** The bank decides; when the lender wins, the money comes back. Answers undefined when it was decided before. */
export function closeDispute(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
  verdict: DisputeVerdict,
): Stripe.Dispute | undefined {
  if (!/_response$|under_review$/.test(dispute.status)) return undefined
  const isInquiry = dispute.status.startsWith('warning_')
  const closed = keep(sandbox, dispute, { status: isInquiry ? 'warning_closed' : verdict })
  sandbox.emit('charge.dispute.closed', closed)
  const taken = takenBy(closed)
  if (isInquiry || verdict === 'lost' || taken === 0) return closed
  const reinstated = move(sandbox, closed, taken)
  sandbox.emit('charge.dispute.funds_reinstated', reinstated)
  return reinstated
}

/** The payer's bank does not accept that the lender won: the money goes a second time. Answers undefined when it cannot. */
export function appealDispute(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
): Stripe.Dispute | undefined {
  if (dispute.status !== 'won' || takenBy(dispute) !== 0) return undefined
  const due_by = unixNow(sandbox) + responseSeconds
  const evidence_details = { ...dispute.evidence_details, due_by, has_evidence: false }
  const appealed = keep(sandbox, dispute, { status: 'appeal_needs_response', evidence_details })
  sandbox.emit('charge.dispute.updated', appealed)
  return withdraw(sandbox, appealed, dispute.amount)
}

function takenBy({ balance_transactions }: Stripe.Dispute): number {
  return -balance_transactions.reduce((sum, { amount }) => sum + amount, 0)
}

function withdraw(sandbox: Sandbox, dispute: Stripe.Dispute, amount: number): Stripe.Dispute {
  const withdrawn = move(sandbox, dispute, -amount)
  sandbox.emit('charge.dispute.funds_withdrawn', withdrawn)
  return withdrawn
}

function keep(
  { books }: Sandbox,
  dispute: Stripe.Dispute,
  changes: Partial<Stripe.Dispute>,
): Stripe.Dispute {
  const changed = { ...dispute, ...changes }
  books.disputes.save(changed.id, changed)
  return changed
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

// Taken with the money, and not given back when the lender wins.
const disputeFee = 1_500

function move(sandbox: Sandbox, dispute: Stripe.Dispute, amount: number): Stripe.Dispute {
  const transaction = bookMovement(sandbox, {
    amount,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    reportingCategory: amount < 0 ? 'dispute' : 'dispute_reversal',
    ...(amount < 0 ? { fee: disputeFee } : {}),
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${String(dispute.charge)}`,
  })
  return keep(sandbox, dispute, {
    balance_transactions: [...dispute.balance_transactions, transaction],
    is_charge_refundable: false,
  })
}

const responseSeconds = 9 * 24 * 3600
// Called back at the payer's bank: nobody is asked.
const finalMethods = ['us_bank_account', 'sepa_debit', 'bacs_debit']

function newDispute(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  { reason, amount }: { reason: DisputeReason; amount: number },
): Stripe.Dispute {
  const created = unixNow(sandbox)
  const isFinal = finalMethods.includes(charge.payment_method_details?.type ?? '')
  const isInquiry = reason === 'inquiry'
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  const networkReasonCode = reason === 'product_not_received' ? '13.1' : '10.4'
  return whole<Stripe.Dispute>({
    id: newId('dp_'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: isFinal ? null : created + responseSeconds,
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
    payment_method_details: isFinal
      ? undefined
      : {
          card: {
            brand,
            case_type: isInquiry ? 'inquiry' : 'chargeback',
            network: brand,
            network_reason_code: networkReasonCode,
          },
          type: 'card',
        },
    reason: isFinal ? 'debit_not_authorized' : isInquiry ? 'general' : reason,
    status: isFinal ? 'lost' : isInquiry ? 'warning_needs_response' : 'needs_response',
  })
}
