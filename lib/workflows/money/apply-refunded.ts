import type { Tx } from '#lib/db/transaction.ts'
import type { PaymentNamed, RefundTold } from '#lib/gateways/psp/port.ts'
import { paymentNamed } from '#lib/payments/payment-named.ts'
import { knownRefunds } from '#lib/payments/refunds/known-refunds.ts'
import type { Applied } from './applied.ts'
import { applyRefund } from './apply-money-back.ts'

type Refunded = { named: PaymentNamed; totalMinor: bigint; refunds: RefundTold[] | undefined }

/**
 * How much of a payment has gone back in all, and sometimes by which refunds: where that is not said, and more has gone
 * back than is known, the provider is asked.
 */
export async function applyRefunded(
  tx: Tx,
  { named, totalMinor, refunds }: Refunded,
  now: Temporal.Instant,
): Promise<Applied> {
  const { paymentIntentId } = named
  if (!paymentIntentId || !(await paymentNamed(tx, named))) return { outcome: 'ignored' }
  const known = await knownRefunds(tx, paymentIntentId)
  if (!refunds)
    return totalMinor > wentBack(known) ? { outcome: 'ask', about: named } : { outcome: 'applied' }
  const states = new Map(known.map(({ pspRefundId, state }) => [pspRefundId, state]))
  for (const refund of refunds.filter((one) => states.get(one.pspRefundId) !== one.state)) {
    const applied = await applyRefund(tx, { ...refund, isAsked: false }, now)
    if (applied.outcome !== 'applied') return applied
  }
  return { outcome: 'applied' }
}

function wentBack(known: Awaited<ReturnType<typeof knownRefunds>>): bigint {
  return known
    .filter(({ state }) => state !== 'failed')
    .reduce((total, { amountMinor }) => total + amountMinor, 0n)
}
