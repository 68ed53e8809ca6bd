import type { Tx } from '#lib/db/transaction.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import type { End } from '#lib/domain/lock/may-lock.ts'
import { type LoanRecord, lockLoan, readLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { leftOpen, lengthenUnlock, shortenUnlock } from '#lib/workflows/unlocks/adjust-unlock.ts'
import { revokeUnfounded } from '#lib/workflows/unlocks/revoke-unfounded.ts'

/**
 * Given back to whoever paid; `awaited`: it leaves only once they have said where to; `by_mistake`: it never came, and was
 * booked by mistake.
 */
type MoneyBackHow = 'given_back' | 'awaited' | 'by_mistake'

type MoneyBack = {
  loanId: string
  /** What goes back: a payment, or the posting of the lender's book. */
  causeId: string
  takenBy: string
  how: MoneyBackHow
  now: Temporal.Instant
}

/** Takes money of a payment back, has the phone follow (`followMoneyBack`), and tells the borrower what is owed again. */
export async function takeMoneyBack<T>(
  tx: Tx,
  back: MoneyBack,
  take: () => Promise<T>,
): Promise<T> {
  const before = await lockLoan(tx, back.loanId)
  const { until } = await leftOpen(tx, before, back.now)
  const taken = await take()
  await followMoneyBack(tx, back, until)
  await tell(tx, back, before.outstandingMinor)
  return taken
}

// What did not count for the loan, as what was set aside or paid twice, is not owed again.
async function tell(
  tx: Tx,
  { loanId, causeId: paymentId, how }: MoneyBack,
  beforeMinor: bigint,
): Promise<void> {
  const { outstandingMinor } = await readLoan(tx, loanId)
  if (outstandingMinor <= beforeMinor) return
  await queueForBorrower(tx, {
    loanId,
    kind: 'money_went_back',
    causeId: `${paymentId}:${outstandingMinor}`,
    detail: {
      paymentId,
      loanId,
      amountMinor: String(outstandingMinor - beforeMinor),
      how,
    },
  })
}

/**
 * Money went back, and with it what it opened. What is not out yet ends; a phone that is open is left alone for the lender's
 * days of warning, never longer than it would have been (`before`), and then not any more. One that is locked stays so.
 */
export async function followMoneyBack(
  tx: Tx,
  back: Omit<MoneyBack, 'how'>,
  before: End,
): Promise<void> {
  const { loanId, now } = back
  await revokeUnfounded(tx, loanId, now)
  const loan = await lockLoan(tx, loanId)
  const { until: after, isOpen } = await leftOpen(tx, loan, now)
  const until = warnedUntil(loan, before, now)
  if (!isOpen || !until) return
  if (isSooner(after, until)) await warn(tx, loan, { ...back, until })
  await shortenUnlock(tx, loanId, now)
}

/** What was to go back stays after all: it opens what it opened before. */
export async function keepMoney(
  tx: Tx,
  { loanId, causeId, takenBy, now }: Omit<MoneyBack, 'how'>,
): Promise<void> {
  const ending = {
    reason: 'warning',
    causeId,
    endReason: 'decided',
    endedBy: takenBy,
    now,
  } as const
  const ended = await liftHold(tx, ending)
  if (ended) await lengthenUnlock(tx, loanId, now)
}

// Placed by us and not asked for, so its days are nobody's.
async function warn(
  tx: Tx,
  { lender, loanId }: LoanRecord,
  { causeId, takenBy: placedBy, until, now }: Omit<MoneyBack, 'how'> & { until: Temporal.Instant },
): Promise<void> {
  const about = { lenderId: lender.id, loanId, causeId, placedBy }
  await holdPhone(tx, { ...about, reason: 'warning', until, now })
}

function warnedUntil(
  { lender }: LoanRecord,
  before: End,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  if (before === null) return undefined
  const warned = longestUntil(lender.policy, 'warning', { now, timeZone: lender.timeZone })
  const until = before !== 'never' && isSooner(before, warned) ? before : warned
  return Temporal.Instant.compare(until, now) > 0 ? until : undefined
}

function isSooner(end: End, than: Temporal.Instant): boolean {
  return end === null || (end !== 'never' && Temporal.Instant.compare(end, than) < 0)
}
