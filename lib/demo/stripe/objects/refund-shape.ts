import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'
import type { RefundRequest } from './refund-checks.ts'
import { whole } from './whole.ts'

export type RefundOutcome =
  | { status: 'succeeded' | 'requires_action' }
  | { status: 'pending'; pending_reason: 'processing' | 'insufficient_funds' }

type Refunding = RefundRequest & { amount: number; outcome: RefundOutcome }

/** How long the payer has to say where the money shall go. */
const answerSeconds = 45 * 24 * 3600

export function newRefund(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  refunding: Refunding,
): Stripe.Refund {
  const id = newId('re_')
  const { amount, outcome, instructions_email } = refunding
  const isCard = charge.payment_method_details?.type === 'card'
  const transaction = bookMovement(sandbox, {
    amount: -amount,
    currency: charge.currency,
    source: id,
    type: isCard ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    description: 'REFUND FOR CHARGE',
  })
  return whole<Stripe.Refund>({
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: unixNow(sandbox),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    description: undefined,
    failure_balance_transaction: undefined,
    failure_reason: undefined,
    instructions_email,
    next_action: instructions_email ? emailed(sandbox, instructions_email) : undefined,
    presentment_details: undefined,
    destination_details: isCard
      ? {
          card: {
            reference_status: outcome.status === 'pending' ? 'pending' : 'available',
            reference_type: 'acquirer_reference_number',
            type: 'refund',
          },
          type: 'card',
        }
      : {
          type: instructions_email
            ? 'jp_bank_transfer'
            : (charge.payment_method_details?.type ?? 'card'),
        },
    metadata: refunding.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    pending_reason: outcome.status === 'pending' ? outcome.pending_reason : undefined,
    reason: refunding.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: outcome.status,
    transfer_reversal: null,
  })
}

// Stripe asks the payer by e-mail for a bank account.
function emailed(sandbox: Sandbox, email_sent_to: string): Stripe.Refund.NextAction {
  const email_sent_at = unixNow(sandbox)
  return {
    type: 'display_details',
    display_details: {
      email_sent: { email_sent_at, email_sent_to },
      expires_at: email_sent_at + answerSeconds,
    },
  }
}
