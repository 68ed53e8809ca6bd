import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import type { LedgerAccount } from '#lib/domain/money/ledger-accounts.ts'
import { lockLoan, post } from '#lib/ledger/ledger.ts'
import { bookToLoan } from '#lib/payments/book-to-loan.ts'
import { loanToPay } from '#lib/payments/loan-to-pay.ts'
import type { CapturedPayment } from '#lib/payments/payment-of-intent.ts'
import { disputePostings } from './dispute-balance.ts'

type PaidAgain = { causeId: string; effect: Effect }

/** The bank has given back what had been made owed again: it pays for the loan once more, or lies apart as it did before. */
export async function payAgain(
  tx: Tx,
  payment: CapturedPayment,
  {
    disputeId,
    amountMinor,
    now,
  }: { disputeId: string; amountMinor: bigint; now: Temporal.Instant },
): Promise<PaidAgain> {
  const { lenderId, paymentId } = payment
  const asFound = await lockLoan(tx, payment.loanId)
  const causeId = `${disputeId}:${(await disputePostings(tx, { disputeId, paymentId })).length}`
  await writeAuditLog(tx, {
    lenderId,
    actor: 'psp',
    action: 'dispute.won_back',
    subject: 'payment',
    subjectId: paymentId,
    detail: { dispute: disputeId, amountMinor: String(amountMinor) },
  })
  const taken = await takenBy(tx, disputeId)
  if (taken('suspense') >= amountMinor) {
    await post(tx, {
      lenderId,
      cause: 'dispute_won_back',
      causeId,
      currency: asFound.currency,
      paymentId,
      loanId: null,
      entries: [
        { account: 'disputes', amountMinor },
        { account: 'suspense', amountMinor: -amountMinor },
      ],
    })
    return { causeId, effect: { kind: 'none', moreNeededMinor: 0n } }
  }
  const today = dayAt(now, asFound.lender.timeZone)
  const rebateMinor = -taken('settlement_rebate')
  const loan = await loanToPay(tx, asFound, { amountMinor, rebateMinor, on: today, now })
  const split = splitCapture(loan, { receivedMinor: amountMinor, rebateMinor, today })
  const money = { paymentId, receivedMinor: amountMinor, split, now }
  const { effect } = await bookToLoan(tx, loan, {
    ...money,
    cause: 'dispute_won_back',
    causeId,
    from: 'disputes',
  })
  return { causeId, effect }
}

// What making it owed again took from each account: what had never been booked to the loan, what was waived with it.
async function takenBy(tx: Tx, disputeId: string): Promise<(account: LedgerAccount) => bigint> {
  const entries = await tx
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select(['account', 'amountMinor'])
    .where('cause', 'in', ['dispute_owed_again', 'dispute_won_back'])
    .where('causeId', 'like', `${disputeId}:%`)
    .execute()
  return (account) =>
    entries
      .filter((entry) => entry.account === account)
      .reduce((total, { amountMinor }) => total + amountMinor, 0n)
}
