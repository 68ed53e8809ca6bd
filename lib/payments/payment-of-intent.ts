import type { Tx } from '#lib/db/transaction.ts'

export type CapturedPayment = { paymentId: string; lenderId: string; loanId: string }

/** The payment that a PaymentIntent's money was booked for, a second one set aside beside it included. */
export function paymentOfIntent(
  tx: Tx,
  paymentIntentId: string,
): Promise<CapturedPayment | undefined> {
  return tx
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .innerJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
    .select(['payments.id as paymentId', 'payments.lenderId', 'payments.loanId'])
    .where('cause', '=', 'capture')
    .where('causeId', '=', paymentIntentId)
    .limit(1)
    .executeTakeFirst()
}
