import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { isDaytime } from '#lib/domain/daytime.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { type DuePromise, noteReminded, promisesToRemind } from '#lib/promises/due.ts'

/** Reminds once of every open promise whose day comes near, by day where the lender is. */
export async function remindPromises(now: Temporal.Instant): Promise<void> {
  for (const due of await promisesToRemind(database(), now))
    if (isDaytime(now, due.timeZone)) await transaction((tx) => remind(tx, due, now))
}

async function remind(
  tx: Tx,
  { promiseId, loanId }: DuePromise,
  now: Temporal.Instant,
): Promise<void> {
  if (!(await noteReminded(tx, promiseId, now))) return
  await queueForBorrower(tx, {
    loanId,
    kind: 'promise_reminder',
    causeId: promiseId,
    detail: { promiseId },
  })
}
