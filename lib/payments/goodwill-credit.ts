import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { type Effect, effectOf, isSameEffect } from '#lib/domain/lock/effect.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { type LoanRecord, lockLoan, post } from '#lib/ledger/ledger.ts'
import { loanToPay } from './loan-to-pay.ts'

export type LatePaid = { loanId: string; unlockId: string; now: Temporal.Instant }

type GoodwillCredit = {
  amountMinor: bigint
  /** What the ledger now does to the lock; undefined: nothing that it did not do before. */
  effect: Effect | undefined
}

/**
 * Takes off what is owed what the lender gives when a phone that was paid for is not open in time; what is more than
 * that becomes the borrower's credit. Once for each unlock that a payment asked for; undefined when nothing is given.
 */
export async function creditGoodwill(tx: Tx, late: LatePaid): Promise<GoodwillCredit | undefined> {
  const loan = await lockLoan(tx, late.loanId)
  const payment = await paymentThatAsked(tx, late.unlockId)
  const amountMinor = loan.lender.policy.desk.goodwillCreditMinor[loan.currency] ?? 0n
  if (!payment || amountMinor === 0n) return undefined
  const loanMinor = smaller(amountMinor, loan.outstandingMinor)
  const { lender, loanId, currency } = loan
  const isNew = await post(tx, {
    lenderId: lender.id,
    loanId,
    currency,
    paymentId: payment.id,
    cause: 'goodwill_credit',
    causeId: late.unlockId,
    entries: [
      { account: 'goodwill_credit', amountMinor },
      { account: 'loan_receivable', amountMinor: -loanMinor },
      { account: 'borrower_credit', amountMinor: loanMinor - amountMinor },
    ],
  })
  if (!isNew) return undefined
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor: 'keyturn',
    action: 'goodwill_credit.given',
    subject: 'payment',
    subjectId: payment.id,
    detail: { amountMinor: String(amountMinor), currency, unlockId: late.unlockId },
  })
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: late.now }
  const costMinor = await costFallen(tx, loan, { loanMinor, now: late.now })
  const [before, after] = [effectOf(loan, 0n, clock), effectOf(loan, loanMinor, clock, costMinor)]
  const ended = loan.outstandingMinor === 0n
  return { amountMinor, effect: ended || isSameEffect(before, after) ? undefined : after }
}

// When what is left is no more than a plan has not earned yet, that ends the loan.
async function costFallen(
  tx: Tx,
  loan: LoanRecord,
  { loanMinor, now }: { loanMinor: bigint; now: Temporal.Instant },
): Promise<bigint> {
  const outstandingMinor = loan.outstandingMinor - loanMinor
  const on = dayAt(now, loan.lender.timeZone)
  const left = { ...loan, outstandingMinor }
  const after = await loanToPay(tx, left, { amountMinor: 0n, rebateMinor: 0n, on, now })
  return outstandingMinor - after.outstandingMinor
}

// One that took over from a shorter one was still asked for by the payment of the first.
function paymentThatAsked(tx: Tx, unlockId: string) {
  return tx
    .selectFrom('unlocks')
    .innerJoin('payments', 'payments.unlockId', 'unlocks.id')
    .select('payments.id')
    .where('unlocks.id', '=', unlockId)
    .where('unlocks.cause', '=', 'payment')
    .orderBy('payments.bookedAt')
    .limit(1)
    .executeTakeFirst()
}
