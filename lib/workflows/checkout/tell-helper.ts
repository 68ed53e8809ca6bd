import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'
import { helpingPayer, keepPayersEmail } from '#lib/payments/payers-email.ts'

/** Tells whoever paid through a link, once their address is known: a receipt when the money is booked, else that a person has it. */
export async function tellHelper(tx: Tx, paymentId: string): Promise<void> {
  const payer = await helpingPayer(tx, paymentId)
  if (!payer) return
  const { lenderId, locale, recipient, state } = payer
  await queueNotice(tx, {
    lenderId,
    locale,
    recipient,
    channel: 'email',
    kind: state === 'paid' ? 'receipt_helper' : 'money_set_aside_helper',
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
  await tellHelper(tx, paymentId)
}
