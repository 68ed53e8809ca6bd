import type Stripe from 'stripe'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import type { EventCause } from '#lib/demo/stripe/webhooks.ts'
import { bookMovement } from './balance-transaction.ts'
import { behaviourOf } from './cards.ts'
import { saveCharge } from './charge.ts'
import { markFraudWarnings } from './dispute.ts'
import { type RefundRequest, refundAmount, refundable } from './refund-checks.ts'
import { newRefund } from './refund-shape.ts'

/** How long the test cards take that change a refund afterwards. */
const changesAfterMs = 4_000

/** Gives a charge's money back, wholly or in part. Throws Stripe's errors. */
export function createRefund(
  sandbox: Sandbox,
  request: RefundRequest,
  cause?: EventCause,
): Stripe.Refund {
  const charge = refundable(sandbox, request)
  const amount = refundAmount(charge, request.amount)
  const fate = behaviourOf(sandbox.books.fates.get(charge.id)?.cardNumber ?? '4242424242424242')
  const refund = newRefund(sandbox, charge, {
    ...request,
    amount,
    isPending: fate.refunds === 'pending_first',
  })
  const refunded = charge.amount_refunded + amount
  const changed = keepRefund(sandbox, refund, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount,
  })
  if (changed.refunded) markFraudWarnings(sandbox, changed)
  const details = cause ? { cause } : {}
  sandbox.emit('charge.refunded', changed, {
    ...details,
    previous: { amount_refunded: charge.amount_refunded, refunded: charge.refunded },
  })
  sandbox.emit('refund.created', refund, details)
  if (fate.refunds) watchRefund(sandbox, refund)
  return refund
}

/** Takes up, after a start too, what a test card does to its refunds later. */
export function watchRefund(sandbox: Sandbox, { id, created }: Stripe.Refund): void {
  sandbox.agenda.at(`refund ${id}`, created * 1000 + changesAfterMs, () => {
    const refund = sandbox.books.refunds.get(id)
    const fate = behaviourOf(sandbox.books.fates.get(String(refund?.charge))?.cardNumber ?? '')
    if (refund?.status === 'pending') succeed(sandbox, refund)
    else if (refund?.status === 'succeeded' && fate.refunds === 'fail_later') fail(sandbox, refund)
  })
}

/** The refunds that are not what they will be. */
export function unsettledRefunds({ books }: Pick<Sandbox, 'books'>): Stripe.Refund[] {
  return books.refunds.all().filter(({ charge, status }) => {
    const { refunds } = behaviourOf(books.fates.get(String(charge))?.cardNumber ?? '')
    return status === 'pending' || (status === 'succeeded' && refunds === 'fail_later')
  })
}

function succeed(sandbox: Sandbox, refund: Stripe.Refund): void {
  const { pending_reason: _, ...rest } = refund
  const changed: Stripe.Refund = { ...rest, status: 'succeeded' }
  keepRefund(sandbox, changed, {})
  tellUpdated(sandbox, changed, { status: 'pending' })
}

function fail(sandbox: Sandbox, refund: Stripe.Refund): void {
  const charge = sandbox.books.charges.get(String(refund.charge))
  if (!charge) return
  const transaction = bookMovement(sandbox, {
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    description: 'REFUND FAILURE',
  })
  const changed: Stripe.Refund = {
    ...refund,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: transaction.id,
  }
  keepRefund(sandbox, changed, {
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  })
  const previous = { status: refund.status }
  tellUpdated(sandbox, changed, previous)
  sandbox.emit('refund.failed', changed, { previous })
}

function tellUpdated(sandbox: Sandbox, refund: Stripe.Refund, previous: object): void {
  sandbox.emit('charge.refund.updated', refund, { previous })
  sandbox.emit('refund.updated', refund, { previous })
}

function keepRefund(
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
