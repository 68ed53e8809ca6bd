import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { HoldEnd } from '#lib/domain/hold.ts'
import type { PromiseState } from '#lib/domain/promise/promise.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { decidePromise } from '#lib/promises/decide-promise.ts'
import { type DuePromise, promisesPaidFor, promisesToDecide } from '#lib/promises/due.ts'
import { letGo } from './hold-phone.ts'

/** Says of every promise whose day is over what became of it. */
export async function decidePromises(now: Temporal.Instant): Promise<void> {
  for (const due of await promisesToDecide(database(), now))
    await transaction((tx) => decide(tx, due, now))
}

/** In the transaction that books money: says at once of a promise that it is kept. */
export async function decideByPayment(
  tx: Tx,
  paymentId: string,
  now: Temporal.Instant,
): Promise<void> {
  for (const due of await promisesPaidFor(tx, paymentId)) await decide(tx, due, now)
}

const holdEnds: Record<Exclude<PromiseState, 'open'>, HoldEnd> = {
  kept: 'kept',
  partly_kept: 'broken',
  broken: 'broken',
  withdrawn: 'decided',
}

async function decide(tx: Tx, due: DuePromise, now: Temporal.Instant): Promise<void> {
  const decided = await decidePromise(tx, due, now)
  if (!decided || decided.state === 'open') return
  const { promiseId, loanId, state, isChanged, isFinal, isCleared } = decided
  // Kept early with something else still overdue: the phone was promised to stay open through the day, so it is.
  if (isFinal || isCleared)
    await letGo(tx, {
      reason: 'promise',
      causeId: promiseId,
      endReason: holdEnds[state],
      endedBy: 'keyturn',
      now,
    })
  if (!isChanged || state === 'withdrawn') return
  await queueForBorrower(tx, {
    loanId,
    kind: `promise_${state}`,
    causeId: promiseId,
    detail: { promiseId },
  })
}
