import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'
import type { RefundRequest } from './refund-checks.ts'
import { whole } from './whole.ts'

type Refunding = RefundRequest & { amount: number; isPending: boolean }

/** A new refund, its movement booked. */
export function newRefund(
  sandbox: Sandbox,
  charge: Stripe.Charge,
  refunding: Refunding,
): Stripe.Refund {
  const id = newId('re_')
  const { amount, isPending } = refunding
  const transaction = bookMovement(sandbox, {
    amount: -amount,
    currency: charge.currency,
    source: id,
    type: 'refund',
    reportingCategory: 'refund',
    description: 'REFUND FOR CHARGE',
  })
  const isCard = charge.payment_method_details?.type === 'card'
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
    instructions_email: undefined,
    next_action: undefined,
    presentment_details: undefined,
    destination_details: isCard
      ? {
          card: {
            reference_status: isPending ? 'pending' : 'available',
            reference_type: 'acquirer_reference_number',
            type: 'refund',
          },
          type: 'card',
        }
      : { type: charge.payment_method_details?.type ?? 'card' },
    metadata: refunding.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    pending_reason: isPending ? 'processing' : undefined,
    reason: refunding.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  })
}
