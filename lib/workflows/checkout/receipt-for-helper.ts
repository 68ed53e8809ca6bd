import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'
import { helpingPayer, keepPayersEmail } from '#lib/payments/payers-email.ts'

/** Sends whoever paid through a link their receipt, once, when the money is booked and their address is known. */
export async function receiptForHelper(tx: Tx, paymentId: string): Promise<void> {
  const payer = await helpingPayer(tx, paymentId)
  if (!payer) return
  const { lenderId, locale, recipient } = payer
  await queueNotice(tx, {
    ...{ lenderId, locale, recipient, channel: 'email' },
    kind: 'receipt_helper',
    causeId: paymentId,
    detail: { paymentId },
  })
}

/** Notes who pays, as the provider says it: the money may have been booked before. */
export async function notePayer(
  tx: Tx,
  { paymentId, payerEmail }: Pick<CheckoutReading, 'paymentId' | 'payerEmail'>,
): Promise<void> {
  if (!paymentId || !payerEmail || !isUuid(paymentId)) return
  await keepPayersEmail(tx, paymentId, payerEmail)
  await receiptForHelper(tx, paymentId)
}
