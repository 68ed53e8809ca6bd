import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { refund } from '#lib/gateways/stripe.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { recordRefund } from '#lib/payments/record-refund.ts'

/** Gives money back through Stripe and books it. Stripe's own event about it then changes nothing more. */
export default async function refundPayment({ refundId }: { refundId: string }): Promise<void> {
  const wanted = await database()
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select([
      'refunds.state',
      'refunds.amountMinor',
      'payments.currency',
      'payments.paymentIntentId',
      'payments.loanId',
      'payments.id as paymentId',
    ])
    .where('refunds.id', '=', refundId)
    .executeTakeFirstOrThrow()
  const { state, amountMinor, currency, paymentIntentId, loanId, paymentId } = wanted
  if (state !== 'requested' || !paymentIntentId) return
  const money = { amountMinor, currency }
  const made = await refund(refundId, paymentIntentId, money)
  await transaction(async (tx) => {
    await recordRefund(tx, {
      stripeRefundId: made.refundId,
      refundId,
      paymentIntentId,
      state: made.state,
      money,
      now: Temporal.Now.instant(),
    })
    await queueForBorrower(tx, {
      loanId,
      kind: 'money_returned',
      causeId: refundId,
      detail: { paymentId, refundId },
    })
  })
}
