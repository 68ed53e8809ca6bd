import type { Tx } from '#lib/db/transaction.ts'
import { refundCurrency } from '#lib/ledger/refunded.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import type { RefundedPayment } from '#lib/payments/refunds/record-refund.ts'

/** Tells the borrower once of money that was asked for here and is on its way: not while its payer must first say where to. */
export async function tellOfRefund(
  tx: Tx,
  refundId: string,
  { paymentId, loanId }: RefundedPayment,
): Promise<void> {
  const refund = await tx
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select(['refunds.reason', refundCurrency.as('currency')])
    .where('refunds.id', '=', refundId)
    .where('refunds.paymentId', '=', paymentId)
    .where('refunds.state', 'in', ['pending', 'succeeded'])
    .executeTakeFirst()
  if (!refund) return
  await queueForBorrower(tx, {
    loanId,
    kind: refund.reason === 'duplicate' ? 'money_returned' : 'money_given_back',
    causeId: refundId,
    detail: { paymentId, refundId, currency: refund.currency },
  })
}
