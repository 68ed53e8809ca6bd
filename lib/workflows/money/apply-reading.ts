import type { Tx } from '#lib/db/transaction.ts'
import type { MoneyReading } from '#lib/gateways/psp/port.ts'
import { lenderNamed, paymentNamed } from '#lib/payments/payment-named.ts'
import type { Applied } from './applied.ts'
import { applyDispute, applyRefund, applyWarning } from './apply-money-back.ts'
import { bookCapture } from './book-capture.ts'

export type Asked = {
  reading: MoneyReading | undefined
  /** When the provider told of what made us ask. */
  toldAt: Temporal.Instant
  now: Temporal.Instant
}

/** Applies all that the provider answered about one payment's money: what was known changes nothing. */
export async function applyReading(tx: Tx, { reading, toldAt, now }: Asked): Promise<Applied> {
  const payment = reading && (await paymentNamed(tx, reading.named))
  if (!reading || !payment) {
    const isOurs = reading && (await lenderNamed(tx, reading.named))
    return { outcome: isOurs ? 'set_aside' : 'ignored', reason: 'unknown_payment' }
  }
  const { paymentIntentId, capture, refunds, disputes, warnings } = reading
  if (capture) await bookCapture(tx, { ...payment, paymentIntentId, ...capture, now })
  for (const refund of refunds) await applyRefund(tx, { ...refund, isAsked: true }, now)
  for (const dispute of disputes) await applyDispute(tx, { ...dispute, toldAt, isAsked: true }, now)
  for (const warning of warnings) await applyWarning(tx, warning)
  return { outcome: 'applied' }
}
