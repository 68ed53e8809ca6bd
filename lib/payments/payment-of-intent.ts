import type { Tx } from '#lib/db/transaction.ts'

export type CapturedPayment = {
  paymentId: string
  lenderId: string
  loanId: string
  /** The money lies in `suspense` until a person has looked. */
  isSetAside: boolean
}

/** The payment that a PaymentIntent's money was booked for, a second one set aside beside it included. */
export async function paymentOfIntent(
  tx: Tx,
  paymentIntentId: string,
): Promise<CapturedPayment | undefined> {
  const rows = await tx
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .innerJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
    .select(['payments.id as paymentId', 'payments.lenderId', 'payments.loanId', 'account'])
    .where('cause', '=', 'capture')
    .where('causeId', '=', paymentIntentId)
    .execute()
  const [first] = rows
  if (!first) return undefined
  const { paymentId, lenderId, loanId } = first
  return {
    paymentId,
    lenderId,
    loanId,
    isSetAside: rows.some(({ account }) => account === 'suspense'),
  }
}
