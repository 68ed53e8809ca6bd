import { type Tx, transaction } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { type Effect, effectOf, isSameEffect } from '#lib/domain/lock/effect.ts'
import { laterOf } from '#lib/domain/lock/may-lock.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { fallingAwayMinor } from '#lib/domain/money/settlement-quote.ts'
import { type LoanRecord, lockLoan, readLoan } from '#lib/ledger/ledger.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'
import { wentBackElsewhereBefore } from '#lib/lock-rules/went-back.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { settleElsewhere, unsettleElsewhere } from '#lib/payments/settle-elsewhere.ts'
import { promisesUndecided } from '#lib/promises/promises-due.ts'
import { reviewByPayment } from '#lib/workflows/plans/review-plans.ts'
import { decideOne } from '#lib/workflows/promises/decide-promises.ts'
import { leftOpen } from '#lib/workflows/unlocks/adjust-unlock.ts'
import { requestUnlockByEffect } from '#lib/workflows/unlocks/request-unlock-by-effect.ts'
import { endWhenPaid } from './end-when-paid.ts'
import { followMoneyBack } from './take-money-back.ts'
import { tellOfVouchers } from './tell-of-vouchers.ts'

type Elsewhere = { postingId: string; loanId: string }

/** What follows once the lender's own book has told of money: the phone opens as by any other, a promise is kept, a plan goes on. */
export default async function followElsewhere(elsewhere: Elsewhere): Promise<void> {
  await transaction((tx) => follow(tx, elsewhere, Temporal.Now.instant()))
}

async function follow(tx: Tx, elsewhere: Elsewhere, now: Temporal.Instant): Promise<void> {
  const { loanId, postingId } = elsewhere
  const loan = await lockLoan(tx, loanId)
  const told = await toldBy(tx, postingId)
  if (told.isTakenBack) return takeBack(tx, { ...told, loan, postingId }, now)
  await askForUnlock(tx, { ...told, loan, postingId }, now)
  for (const due of await promisesUndecided(tx, loanId)) await decideOne(tx, due, now)
  await reviewByPayment(tx, loanId, now)
  await endWhenPaid(tx, loanId, now)
  await tellOfVouchers(tx, loanId, now)
}

type Told = Awaited<ReturnType<typeof toldBy>>

type OfLoan = Told & { loan: LoanRecord; postingId: string }

async function askForUnlock(
  tx: Tx,
  { loan, postingId, causeId, paidMinor, postedAt }: OfLoan,
  now: Temporal.Instant,
): Promise<void> {
  const { policy, timeZone } = loan.lender
  const on = dayAt(postedAt, timeZone)
  await settleElsewhere(tx, loan, { postingId, paidMinor, on, now })
  if (await isOnlyWatched(tx, loan.loanId)) return
  const clock = { policy, timeZone, now }
  const before = { ...loan, outstandingMinor: loan.outstandingMinor + paidMinor }
  const effect = effectOf(before, paidMinor, clock, fallingAwayMinor(before, paidMinor, on))
  if (isSameEffect(effectOf(before, 0n, clock), effect)) return
  await requestUnlockByEffect(tx, notForGood(effect), {
    loanId: loan.loanId,
    cause: 'payment',
    causeId,
    actor: 'keyturn',
    now,
    deadlineAt: unlockDeadline(now, policy),
  })
}

// The money is booked out already: what was open by it is asked of the ledger before.
async function takeBack(
  tx: Tx,
  { loan, postingId: causeId, paidMinor }: OfLoan,
  now: Temporal.Instant,
): Promise<void> {
  const { loanId } = loan
  const before = { ...loan, outstandingMinor: loan.outstandingMinor + paidMinor }
  const { until } = await leftOpen(tx, before, now)
  const paidFor = await paidForElsewhere(tx, { loanId, postingId: causeId })
  await unsettleElsewhere(tx, loan, causeId)
  const back = { loanId, causeId, takenBy: 'keyturn', now }
  await followMoneyBack(tx, back, laterOf(until, paidFor))
  const { outstandingMinor } = await readLoan(tx, loanId)
  await queueForBorrower(tx, {
    loanId,
    kind: 'book_took_back',
    causeId,
    detail: {
      bookOf: loanId,
      amountMinor: String(outstandingMinor - before.outstandingMinor),
    },
  })
}

// The longest time that money of the lender's book has opened the phone for, and that nothing had taken before.
async function paidForElsewhere(
  tx: Tx,
  { loanId, postingId }: Elsewhere,
): Promise<Temporal.Instant | null> {
  const { until } = await tx
    .selectFrom('unlocks')
    .select((eb) => eb.fn.max('relockAt').as('until'))
    .where('loanId', '=', loanId)
    .where('cause', '=', 'payment')
    .where('causeId', 'like', `${loanId}:%`)
    .where((eb) => eb.not(wentBackElsewhereBefore('unlocks', postingId)))
    .executeTakeFirstOrThrow()
  return until
}

// The book may be stale: what it says opens the phone once a person lets it (reopen-forgotten.ts).
async function isOnlyWatched(tx: Tx, loanId: string): Promise<boolean> {
  const watched = await tx
    .selectFrom('devices')
    .select('id')
    .where('loanId', '=', loanId)
    .where(isWatched)
    .executeTakeFirst()
  return watched !== undefined
}

// A lock that is gone cannot be put back, and the next file may say otherwise.
function notForGood(effect: Effect): Effect {
  return effect.kind === 'release' ? { kind: 'indefinite', nextDueOn: undefined } : effect
}

async function toldBy(tx: Tx, postingId: string) {
  const entries = await tx
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select(['causeId', 'postedAt', 'account', 'amountMinor'])
    .where('postings.id', '=', postingId)
    .execute()
  const on = (account: string) => entries.find((entry) => entry.account === account)?.amountMinor
  const [first] = entries
  if (!first) throw new Error(`no posting ${postingId}`)
  const { causeId, postedAt } = first
  const paidMinor = -(on('loan_receivable') ?? 0n)
  return { causeId, postedAt, paidMinor, isTakenBack: (on('lender_book') ?? 0n) < 0n }
}
