import type { Tx } from '#lib/db/transaction.ts'
import type { PaymentNamed, ProviderRefusal } from '#lib/gateways/psp/port.ts'
import { log } from '#lib/log.ts'
import { paymentNamed } from '#lib/payments/payment-named.ts'
import { openRefusalCase } from '#lib/workflows/checkout/checkout-refused.ts'
import type { Applied } from './applied.ts'

/**
 * The provider told of money and does not know it when asked: that is its answer, so nothing is booked and nobody asks
 * again. Where the money would be a payment's that has not ended, a person sees it.
 */
export async function moneyUnknown(
  tx: Tx,
  named: PaymentNamed,
  refusal: ProviderRefusal,
): Promise<Applied> {
  const payment = await paymentNamed(tx, named)
  if (!payment) return { outcome: 'ignored', reason: 'unknown_payment' }
  const { paymentId } = payment
  log.warn({ paymentId, reason: refusal.message }, 'the payment provider knows no such money')
  if (!(await hasEnded(tx, paymentId))) await openRefusalCase(tx, paymentId, refusal)
  return { outcome: 'ignored', reason: 'amount_not_known' }
}

async function hasEnded(tx: Tx, paymentId: string): Promise<boolean> {
  const ended = await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', paymentId)
    .where('state', 'in', ['failed', 'expired', 'cancelled'])
    .executeTakeFirst()
  return ended !== undefined
}
