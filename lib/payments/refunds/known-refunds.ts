import type { Database } from '#lib/db/client.ts'

/** The refunds at the provider of a PaymentIntent's money, as far as they were told here. */
export function knownRefunds(db: Database, paymentIntentId: string) {
  return db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select(['refunds.pspRefundId', 'refunds.amountMinor', 'refunds.state'])
    .where(({ eb, fn }) =>
      eb(fn.coalesce('refunds.paymentIntentId', 'payments.paymentIntentId'), '=', paymentIntentId),
    )
    .where('refunds.pspRefundId', 'is not', null)
    .execute()
}
