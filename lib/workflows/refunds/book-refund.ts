import type { Tx } from '#lib/db/transaction.ts'
import { paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import {
  type RefundRecorded,
  type RefundReport,
  recordRefund,
} from '#lib/payments/refunds/record-refund.ts'
import { keepMoney, takeMoneyBack } from '#lib/workflows/money/take-money-back.ts'

/** A refund booked, or booked back when it failed, and the phone with it. */
export async function bookRefund(tx: Tx, report: RefundReport): Promise<RefundRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  const { loanId, paymentId: causeId } = payment
  const { state, now } = report
  const isAwaited = state === 'requires_action'
  const back = { loanId, causeId, takenBy: 'psp', isAwaited, now }
  const recorded = await takeMoneyBack(tx, back, () => recordRefund(tx, report))
  if (state === 'failed') await keepMoney(tx, back)
  return recorded
}
