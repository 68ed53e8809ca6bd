import type Stripe from 'stripe'
import type { Tx } from '#lib/db/transaction.ts'
import { fromStripeAmount } from '#lib/gateways/psp/stripe-amount.ts'
import { namesIn, toRefundTold } from '#lib/gateways/psp/stripe-money-back.ts'
import { paymentNamed } from '#lib/payments/payment-named.ts'
import { knownRefunds } from '#lib/payments/refunds/known-refunds.ts'
import type { Applied } from './applied.ts'
import { applyRefund } from './apply-money-back.ts'

/**
 * `charge.refunded` says how much of a charge has gone back in all. An older API version lists by which refunds; where it
 * does not, and more has gone back than is known, Stripe is asked.
 */
export async function applyRefunded(
  tx: Tx,
  charge: Stripe.Charge,
  now: Temporal.Instant,
): Promise<Applied> {
  const named = namesIn(charge)
  const { paymentIntentId } = named
  if (!paymentIntentId || !(await paymentNamed(tx, named))) return { outcome: 'ignored' }
  const known = await knownRefunds(tx, paymentIntentId)
  const { amountMinor } = fromStripeAmount(charge.amount_refunded, charge.currency)
  const isListed = charge.refunds?.has_more === false
  if (!isListed)
    return amountMinor > wentBack(known) ? { outcome: 'ask', about: named } : { outcome: 'applied' }
  const states = new Map(known.map(({ stripeRefundId, state }) => [stripeRefundId, state]))
  const told = charge.refunds?.data.map(toRefundTold) ?? []
  for (const refund of told.filter((one) => states.get(one.stripeRefundId) !== one.state)) {
    const applied = await applyRefund(tx, refund, now)
    if (applied.outcome !== 'applied') return applied
  }
  return { outcome: 'applied' }
}

function wentBack(known: Awaited<ReturnType<typeof knownRefunds>>): bigint {
  return known
    .filter(({ state }) => state !== 'failed')
    .reduce((total, { amountMinor }) => total + amountMinor, 0n)
}
