import type Stripe from 'stripe'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'
import { saveCharge } from './charge.ts'

/** The money has arrived at the payer. */
export function succeedRefund(sandbox: Sandbox, refund: Stripe.Refund): void {
  const { pending_reason: _, ...rest } = refund
  tellUpdated(sandbox, refund, { ...rest, status: 'succeeded' })
}

/** The payer has said where the money shall go: it leaves. */
export function sendRefund(sandbox: Sandbox, refund: Stripe.Refund): Stripe.Refund {
  const { next_action: _, ...rest } = refund
  const sent: Stripe.Refund = { ...rest, status: 'pending', pending_reason: 'processing' }
  tellUpdated(sandbox, refund, sent)
  return sent
}

export type RefundEnd = { status: 'failed' | 'canceled'; reason: string }

/** The money does not go back after all: the account has it again. */
export function endRefund(
  sandbox: Sandbox,
  refund: Stripe.Refund,
  { status, reason }: RefundEnd,
): Stripe.Refund {
  const { next_action: _, pending_reason: __, ...rest } = refund
  const transaction = bookMovement(sandbox, {
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    description: 'REFUND FAILURE',
  })
  const ended: Stripe.Refund = {
    ...rest,
    status,
    failure_reason: reason,
    failure_balance_transaction: transaction.id,
  }
  const charge = sandbox.books.charges.get(String(refund.charge))
  tellUpdated(sandbox, refund, ended, {
    amount_refunded: (charge?.amount_refunded ?? 0) - refund.amount,
    refunded: false,
  })
  const previous = { status: refund.status }
  if (status === 'failed') sandbox.emit('refund.failed', ended, { previous })
  return ended
}

function tellUpdated(
  sandbox: Sandbox,
  { status }: Stripe.Refund,
  refund: Stripe.Refund,
  changes: Partial<Stripe.Charge> = {},
): void {
  keepRefund(sandbox, refund, changes)
  const previous = { status }
  sandbox.emit('charge.refund.updated', refund, { previous })
  sandbox.emit('refund.updated', refund, { previous })
}

export function keepRefund(
  sandbox: Sandbox,
  refund: Stripe.Refund,
  changes: Partial<Stripe.Charge>,
): Stripe.Charge {
  const charge = sandbox.books.charges.get(String(refund.charge))
  if (!charge) throw new Error(`Refund ${refund.id} has no charge`)
  sandbox.books.refunds.save(refund.id, refund)
  const others = (charge.refunds?.data ?? []).filter(({ id }) => id !== refund.id)
  const refunds = {
    object: 'list' as const,
    data: [refund, ...others],
    has_more: false,
    url: `/v1/charges/${charge.id}/refunds`,
  }
  return saveCharge(sandbox, charge, { ...changes, refunds })
}
