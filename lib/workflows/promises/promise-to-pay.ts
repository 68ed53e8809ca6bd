import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  makePromise,
  type PromiseMade,
  type PromiseRefusal,
  type PromiseWish,
} from '#lib/promises/make-promise.ts'
import { holdWithin } from '#lib/workflows/holds/hold-within.ts'
import { decideOne } from './decide-promises.ts'

/**
 * Where a promise meets the lock: the phone is left alone, and open, through the day that was promised and until it is said
 * what became of it, unless a person must decide.
 */
export async function promiseToPay(
  tx: Tx,
  wish: PromiseWish,
): Promise<PromiseMade | PromiseRefusal> {
  const made = await makePromise(tx, wish)
  if ('refusal' in made || !made.isNew) return made
  const { promiseId, lenderId, verdictAt: until } = made
  const { loanId, actor: placedBy, now } = wish
  await holdWithin(tx, {
    lenderId,
    loanId,
    reason: 'promise',
    causeId: promiseId,
    placedBy,
    until,
    now,
  })
  // A payment that clears only after the end may be on its way already.
  await decideOne(tx, { promiseId, loanId }, now)
  await queueForBorrower(tx, {
    loanId,
    kind: 'promise_made',
    causeId: promiseId,
    detail: { promiseId },
  })
  return made
}
