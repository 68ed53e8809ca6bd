import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { isDemandTime } from '#lib/domain/lock/hours.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { noteReminded, type PromiseToRemind, promisesToRemind } from '#lib/promises/promises-due.ts'

/** Reminds once of every open promise whose day comes near, at an hour at which something may be asked. */
export async function remindPromises(now: Temporal.Instant): Promise<void> {
  for (const due of await promisesToRemind(database(), now))
    await transaction((tx) => remind(tx, due, now))
}

async function remind(
  tx: Tx,
  { promiseId, loanId, lenderId }: PromiseToRemind,
  now: Temporal.Instant,
): Promise<void> {
  if (!isDemandTime(now, await lenderById(tx, lenderId))) return
  if (!(await noteReminded(tx, promiseId, now))) return
  await queueForBorrower(tx, {
    loanId,
    kind: 'promise_reminder',
    causeId: promiseId,
    detail: { promiseId },
  })
}
