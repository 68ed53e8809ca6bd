import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { Money } from '#lib/domain/money.ts'
import { isRefusal, type RefundReading, refund } from '#lib/gateways/stripe.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { noteRefundRefused } from '#lib/payments/note-refund-refused.ts'
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
      'payments.lenderId',
      'payments.id as paymentId',
    ])
    .where('refunds.id', '=', refundId)
    .executeTakeFirstOrThrow()
  const { state, amountMinor, currency, paymentIntentId, loanId, lenderId, paymentId } = wanted
  if (state !== 'requested' || !paymentIntentId) return
  const money = { amountMinor, currency }
  const made = await askForRefund(refundId, paymentIntentId, money)
  if (!made) return refused({ refundId, paymentId, loanId, lenderId })
  await transaction(async (tx) => {
    await recordRefund(tx, {
      stripeRefundId: made.refundId,
      refundId,
      paymentIntentId,
      state: made.state,
      money,
      now: Temporal.Now.instant(),
    })
    if (made.state === 'failed')
      return openFailedCase(tx, { refundId, paymentId, loanId, lenderId })
    await queueForBorrower(tx, {
      loanId,
      kind: 'money_returned',
      causeId: refundId,
      detail: { paymentId, refundId },
    })
  })
}

async function askForRefund(
  refundId: string,
  paymentIntentId: string,
  money: Money,
): Promise<RefundReading | undefined> {
  try {
    return await refund(refundId, paymentIntentId, money)
  } catch (cause) {
    if (isRefusal(cause)) return undefined
    throw cause
  }
}

type Refused = { refundId: string; paymentId: string; loanId: string; lenderId: string }

function refused(about: Refused): Promise<void> {
  return transaction(async (tx) => {
    const isNew = await noteRefundRefused(tx, about.refundId, Temporal.Now.instant())
    if (isNew) await openFailedCase(tx, about)
  })
}

function openFailedCase(tx: Tx, { refundId, ...about }: Refused): Promise<void> {
  return openCase(tx, { ...about, kind: 'refund_failed', dedupeKey: `refund_failed:${refundId}` })
}
