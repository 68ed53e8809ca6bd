import { closeOfAct, closeOfCredit } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  type CreditPaidOut,
  type CreditPayout,
  payOutCredit,
} from '#lib/payments/refunds/pay-out-credit.ts'
import type { Agreed } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'

type StaffPayout = Omit<CreditPayout, 'approvalId'> & { currency: string }

type PayoutAsked = CreditPaidOut | AskedSecond

/** Books credit given back by hand on one person's word up to the lender's limit; above it, asks a second. */
export async function payOutByStaff(
  tx: Tx,
  { currency, ...wish }: StaffPayout,
): Promise<PayoutAsked> {
  const paid = await payOut(tx, { ...wish, approvalId: null })
  if (!('refusal' in paid) || paid.refusal !== 'needs_approval') return paid
  const { lenderId, loanId, payoutId, method, note, staffId, now } = wish
  const detail: ActAsked = {
    act: 'pay_out',
    loanId,
    payoutId,
    method,
    currency,
    paidOn: wish.paidOn.toString(),
    amountMinor: String(wish.amountMinor),
    seenCreditMinor: String(wish.seenCreditMinor),
  }
  return askSecond(tx, detail, { formId: payoutId, note, staffId, lenderId, now })
}

/** Books what two people agreed on; false when the credit is not as it was when it was asked. */
export async function payOutAgreed(
  tx: Tx,
  { act: _, currency: __, paidOn, ...detail }: Extract<ActDetail, { act: 'pay_out' }>,
  { lenderId, approvalId, askedBy: staffId, reason: note, now }: Agreed,
): Promise<boolean> {
  const by = { lenderId, approvalId, staffId, note, now }
  const day = Temporal.PlainDate.from(paidOn)
  const paid = await payOut(tx, { ...detail, ...by, paidOn: day })
  return 'outcome' in paid && paid.outcome === 'paid_out'
}

async function payOut(tx: Tx, payout: CreditPayout): Promise<CreditPaidOut> {
  const paid = await payOutCredit(tx, payout)
  if (!('outcome' in paid) || paid.outcome !== 'paid_out') return paid
  const { lenderId, loanId, payoutId: causeId, amountMinor, now } = payout
  await closeOfAct(tx, { lenderId, asked: { act: 'pay_out', subjectId: loanId }, now })
  if (paid.leftMinor === 0n) await closeOfCredit(tx, { lenderId, loanId, now })
  await queueForBorrower(tx, {
    loanId,
    kind: 'credit_paid_out',
    causeId,
    detail: { creditOf: loanId, amountMinor: String(amountMinor) },
  })
  return paid
}
