import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { HoldEnd } from '#lib/domain/lock/hold.ts'
import type { PromiseState } from '#lib/domain/promise/promise.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { decidePromise, type PromiseDecided } from '#lib/promises/decide-promise.ts'
import { type DuePromise, promisesPaidFor, promisesToDecide } from '#lib/promises/promises-due.ts'
import { liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { holdWithin } from '#lib/workflows/holds/hold-within.ts'
import { wasHeldFor } from '#lib/workflows/holds/was-held.ts'

/** Says of every promise whose day is over what became of it. */
export async function decidePromises(now: Temporal.Instant): Promise<void> {
  for (const due of await promisesToDecide(database(), now))
    await transaction((tx) => decideOne(tx, due, now))
}

/** In the transaction that hears of money, on its way, booked or not to come: a promise waits for it, is kept, or does not wait any more. */
export async function decideByPayment(
  tx: Tx,
  paymentId: string,
  now: Temporal.Instant,
): Promise<void> {
  for (const due of await promisesPaidFor(tx, paymentId)) await decideOne(tx, due, now)
}

/** What one promise has become, and what follows for its hold and its borrower. */
export async function decideOne(tx: Tx, due: DuePromise, now: Temporal.Instant): Promise<void> {
  const decided = await decidePromise(tx, due, now)
  if (!decided) return
  await followWithHold(tx, decided, now)
  const { promiseId, loanId, state, isChanged } = decided
  if (!isChanged || state === 'open' || state === 'withdrawn') return
  await queueForBorrower(tx, {
    loanId,
    kind: `promise_${state}`,
    causeId: promiseId,
    detail: { promiseId },
  })
}

const holdEnds: Record<Exclude<PromiseState, 'open'>, HoldEnd> = {
  kept: 'kept',
  partly_kept: 'broken',
  broken: 'broken',
  withdrawn: 'decided',
}

async function followWithHold(
  tx: Tx,
  { promiseId: causeId, state, isFinal, isCleared, ...decided }: PromiseDecided,
  now: Temporal.Instant,
): Promise<void> {
  const { lenderId, loanId, heldUntil } = decided
  const hold = { reason: 'promise', causeId, now } as const
  // Kept early with something else still overdue: the phone was promised to stay open through the day, so it is.
  if (state !== 'open' && (isFinal || isCleared))
    await liftHold(tx, { ...hold, endReason: holdEnds[state], endedBy: 'keyturn' })
  else if (heldUntil && (await wasHeldFor(tx, hold)))
    await holdWithin(tx, { ...hold, lenderId, loanId, until: heldUntil, placedBy: 'keyturn' })
}
