import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { PaymentNamed } from '#lib/gateways/psp/port.ts'
import { paymentNamed } from '#lib/payments/payment-named.ts'
import type { Applied } from './applied.ts'

/** What the provider says is not understood: where it speaks of a payment of ours, the provider is asked how that stands. */
export async function askAbout(tx: Tx, named: PaymentNamed): Promise<Applied> {
  const { paymentIntentId, chargeId } = named
  const isUnclear = chargeId !== null && paymentIntentId === null
  if (isUnclear) return { outcome: 'ask', about: named }
  const payment = await paymentNamed(tx, named)
  if (!payment) return { outcome: 'ignored' }
  if (paymentIntentId) return { outcome: 'ask', about: named }
  const { paymentId } = payment
  await addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
  return { outcome: 'applied' }
}
