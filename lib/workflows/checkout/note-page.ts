import type { Tx } from '#lib/db/transaction.ts'
import type { CheckoutOpened } from '#lib/gateways/psp/port.ts'
import { noteCheckout } from '#lib/payments/follow-payment.ts'
import { openEmailCase } from './checkout-refused.ts'

/** Notes the page the provider gave, and what it did not take for it. False when nobody must be sent there. */
export async function notePage(
  tx: Tx,
  paymentId: string,
  { emailRefusal, ...page }: CheckoutOpened & { now: Temporal.Instant },
): Promise<boolean> {
  if (emailRefusal) await openEmailCase(tx, paymentId, emailRefusal)
  return noteCheckout(tx, paymentId, page)
}
