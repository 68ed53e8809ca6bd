import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { whole } from './whole.ts'

type MovementType =
  | 'charge'
  | 'payment'
  | 'refund'
  | 'payment_refund'
  | 'refund_failure'
  | 'adjustment'
  | 'payout'
  | 'payout_failure'

type Movement = {
  /** Added to the balance, counted Stripe's way; negative for money that leaves. */
  amount: number
  currency: string
  source: string
  type: MovementType
  reportingCategory: string
  description: string | null
  /** Of the amount, for taking a payment. */
  feePercent?: number
  /** What it costs besides, such as a dispute. */
  fee?: number
}

/** Books a movement of the account's balance. */
export function bookMovement(sandbox: Sandbox, movement: Movement): Stripe.BalanceTransaction {
  const created = unixNow(sandbox)
  const { amount, currency, feePercent = 0 } = movement
  const fee = movement.fee ?? Math.round((amount * feePercent) / 100)
  const transaction = whole<Stripe.BalanceTransaction>({
    id: newId('txn_'),
    object: 'balance_transaction',
    amount,
    available_on: created + 2 * 24 * 3600,
    balance_type: 'payments',
    created,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [
          {
            amount: fee,
            application: null,
            currency,
            description: movement.fee ? 'Dispute fee' : 'Stripe processing fees',
            type: 'stripe_fee',
          },
        ]
      : [],
    net: amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  })
  sandbox.books.balanceTransactions.save(transaction.id, transaction)
  return transaction
}
