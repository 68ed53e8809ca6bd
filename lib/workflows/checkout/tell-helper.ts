import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { type NewNotice, queueNotice } from '#lib/notices/queue-notice.ts'
import { type HelpingPayer, helpingPayer, keepPayersEmail } from '#lib/payments/payers-email.ts'

type HelperNotice = Pick<NewNotice, 'kind' | 'causeId'> & { detail?: Record<string, string> }

/** Tells whoever paid through a link, once their address is known: a receipt when the money is booked, else that a person has it. */
export async function tellHelper(tx: Tx, paymentId: string): Promise<void> {
  const payer = await helpingPayer(tx, paymentId)
  if (payer?.state === 'paid')
    await queue(tx, payer, { kind: 'receipt_helper', causeId: paymentId })
  if (payer?.state === 'set_aside')
    await queue(tx, payer, { kind: 'money_set_aside_helper', causeId: paymentId })
}

/** Queues a notice about a payment to whoever made it through a link, where they gave an address. */
export async function queueForHelper(
  tx: Tx,
  paymentId: string,
  notice: HelperNotice,
): Promise<void> {
  const payer = await helpingPayer(tx, paymentId)
  if (payer) await queue(tx, payer, notice)
}

async function queue(
  tx: Tx,
  { lenderId, locale, recipient, paymentId }: HelpingPayer,
  { detail = {}, ...notice }: HelperNotice,
): Promise<void> {
  await queueNotice(tx, {
    ...notice,
    lenderId,
    locale,
    recipient,
    channel: 'email',
    detail: { ...detail, paymentId },
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
