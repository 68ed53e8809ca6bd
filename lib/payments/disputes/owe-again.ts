import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { owableMinor } from '#lib/domain/money/payment-dispute.ts'
import { splitRefund } from '#lib/domain/money/refund-split.ts'
import { lockLoanOfPayment, post } from '#lib/ledger/ledger.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'
import { disputeOf, type PaymentDispute } from './payment-disputes.ts'

export type OweAgain = {
  lenderId: string
  paymentId: string
  disputeId: string
  /** What the person saw as lost. */
  amountMinor: bigint
}

export type OweAgainRefusal = {
  refusal: 'missing' | 'not_lost' | 'changed_since' | 'other_currency'
}

/** Whether this is lost and not owed again yet, as the person saw it. Holds the loan: nobody else decides meanwhile. */
export async function checkOweAgain(
  tx: Tx,
  wish: OweAgain,
): Promise<PaymentDispute | OweAgainRefusal> {
  const found = await disputeOf(tx, wish)
  const loan = found && (await lockLoanOfPayment(tx, found.paymentId))
  const dispute = await disputeOf(tx, wish)
  if (!loan || dispute?.paymentId !== wish.paymentId) return { refusal: 'missing' }
  const lostMinor = owableMinor(dispute.stage, dispute.balance)
  if (lostMinor <= 0n) return { refusal: 'not_lost' }
  if (lostMinor !== wish.amountMinor) return { refusal: 'changed_since' }
  return dispute.currency === loan.currency ? dispute : { refusal: 'other_currency' }
}

type AgreedOn = { actor: string; approvalId: string; note: string }

/** Books what the payer's bank has taken for good as owed once more, as two people agreed: as if it had gone back. */
export async function oweAgain(
  tx: Tx,
  wish: OweAgain,
  { actor, approvalId, note }: AgreedOn,
): Promise<PaymentDispute | OweAgainRefusal> {
  const dispute = await checkOweAgain(tx, wish)
  if ('refusal' in dispute) return dispute
  const { lenderId, paymentId, disputeId, amountMinor } = wish
  const loan = await lockLoanOfPayment(tx, paymentId)
  if (!loan) return { refusal: 'missing' }
  const captured = await capturedMoney(tx, paymentId)
  const own = captured.find((money) => money.paymentIntentId === dispute.paymentIntentId)
  const split = splitRefund(amountMinor, {
    suspenseMinor: own?.inSuspenseMinor ?? 0n,
    creditMinor: loan.creditMinor,
    settlement: await settlementOf(tx, paymentId),
  })
  await post(tx, {
    lenderId,
    cause: 'dispute_owed_again',
    causeId: `${disputeId}:${approvalId}`,
    currency: loan.currency,
    paymentId,
    loanId: split.suspenseMinor === amountMinor ? null : loan.loanId,
    entries: [
      { account: 'disputes', amountMinor: -amountMinor },
      { account: 'suspense', amountMinor: split.suspenseMinor },
      { account: 'borrower_credit', amountMinor: split.creditMinor },
      { account: 'loan_receivable', amountMinor: split.loanMinor + split.rebateMinor },
      { account: 'settlement_rebate', amountMinor: -split.rebateMinor },
    ],
  })
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'dispute.owed_again',
    subject: 'payment',
    subjectId: paymentId,
    detail: { dispute: disputeId, amountMinor: String(amountMinor), approval: approvalId, note },
  })
  return dispute
}
