import { lockLoan } from '#lib/db/ledger.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { isWatched } from '#lib/db/watched-services.ts'
import { type Effect, effectOf, isSameEffect } from '#lib/domain/effect.ts'
import { promisesUndecided } from '#lib/promises/due.ts'
import { decideOne } from './decide-promises.ts'
import { openAsBooked } from './open-as-booked.ts'
import { reviewByPayment } from './review-plans.ts'

type Elsewhere = { postingId: string; loanId: string }

/** What follows once the lender's own book has told of money: the phone opens as by any other, a promise is kept, a plan goes on. */
export default async function followElsewhere(elsewhere: Elsewhere): Promise<void> {
  await transaction((tx) => follow(tx, elsewhere, Temporal.Now.instant()))
}

async function follow(tx: Tx, elsewhere: Elsewhere, now: Temporal.Instant): Promise<void> {
  const { loanId } = elsewhere
  await openPhone(tx, elsewhere, now)
  for (const due of await promisesUndecided(tx, loanId)) await decideOne(tx, due, now)
  await reviewByPayment(tx, loanId, now)
}

async function openPhone(
  tx: Tx,
  { postingId, loanId }: Elsewhere,
  now: Temporal.Instant,
): Promise<void> {
  if (await isOnlyWatched(tx, loanId)) return
  const loan = await lockLoan(tx, loanId)
  const { causeId, paidMinor } = await paidBy(tx, postingId)
  const { policy, timeZone } = loan.lender
  const clock = { policy, timeZone, now }
  const before = { ...loan, outstandingMinor: loan.outstandingMinor + paidMinor }
  const effect = effectOf(before, paidMinor, clock)
  if (isSameEffect(effectOf(before, 0n, clock), effect)) return
  await openAsBooked(tx, notForGood(effect), {
    ...{ loanId, cause: 'payment', causeId, actor: 'keyturn', now },
    deadlineAt: now.add({ minutes: policy.unlockWithinMinutes }),
  })
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

async function paidBy(tx: Tx, postingId: string): Promise<{ causeId: string; paidMinor: bigint }> {
  const { causeId, owedMinor } = await tx
    .selectFrom('postings')
    .select('causeId')
    .select((eb) =>
      eb
        .selectFrom('ledgerEntries')
        .select('amountMinor')
        .whereRef('postingId', '=', 'postings.id')
        .where('account', '=', 'loan_receivable')
        .as('owedMinor'),
    )
    .where('id', '=', postingId)
    .executeTakeFirstOrThrow()
  return { causeId, paidMinor: -(owedMinor ?? 0n) }
}
