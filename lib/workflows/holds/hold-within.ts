import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { lookedAtBy } from '#lib/domain/lock/hours.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { mayOpenUntil } from '#lib/lock-rules/open-spans.ts'
import { holdPhone, type LoanHold } from './hold-phone.ts'

export type Arranged = Omit<LoanHold, 'isCounted'>

/**
 * Keeps a phone open for an arrangement, within the days a year in which arrangements may do so by themselves. Beyond
 * them it opens nothing: a person decides. Says whether it is held.
 */
export async function holdWithin(tx: Tx, hold: Arranged): Promise<boolean> {
  const { loanId, until, now, reason } = hold
  const loan = await lockLoan(tx, loanId)
  if (!(await mayOpenUntil(tx, loan, { until, now }))) {
    await leaveToPerson(tx, loan, { reason, now })
    return false
  }
  await holdPhone(tx, { ...hold, isCounted: true })
  return true
}

/** Puts before a person that the next arrangement opens nothing by itself. One case for a loan, however many there are. */
export async function leaveToPerson(
  tx: Tx,
  { loanId, lender }: Pick<LoanRecord, 'loanId' | 'lender'>,
  { reason, now }: { reason: HoldReason; now: Temporal.Instant },
): Promise<void> {
  await openCase(tx, {
    lenderId: lender.id,
    loanId,
    kind: 'open_days_used',
    dedupeKey: `open_days_used:${loanId}`,
    dueAt: lookedAtBy(now, lender),
    detail: { hold: reason },
  })
}
