import type { Tx } from '#lib/db/transaction.ts'
import { paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import {
  type RefundRecorded,
  type RefundReport,
  recordRefund,
} from '#lib/payments/refunds/record-refund.ts'
import { queueForHelper } from '#lib/workflows/checkout/tell-helper.ts'
import { keepMoney, takeMoneyBack } from '#lib/workflows/money/take-money-back.ts'

/** A refund booked, or booked back when it failed, and the phone with it. */
export async function bookRefund(tx: Tx, report: RefundReport): Promise<RefundRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  const { loanId, paymentId: causeId } = payment
  const { state, now } = report
  const isAwaited = state === 'requires_action'
  const how = isAwaited ? 'awaited' : 'given_back'
  const back = { loanId, causeId, takenBy: 'psp', now }
  const recorded = await takeMoneyBack(tx, { ...back, how }, () => recordRefund(tx, report))
  if (state === 'failed') await keepMoney(tx, back)
  else if (!isAwaited) await tellOfRefund(tx, causeId, report)
  return recorded
}

// Whoever asked for it, at the desk or at the provider; once it is on its way.
function tellOfRefund(
  tx: Tx,
  paymentId: string,
  { pspRefundId, money: { amountMinor, currency } }: RefundReport,
): Promise<void> {
  return queueForHelper(tx, paymentId, {
    kind: 'money_given_back_helper',
    causeId: pspRefundId,
    detail: { amountMinor: String(amountMinor), currency },
  })
}
