import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

const batch = 200

export type DuePromise = { promiseId: string; loanId: string }

/** Promises whose day is over and whose verdict is not final. */
export function promisesToDecide(db: Database, now: Temporal.Instant): Promise<DuePromise[]> {
  return db
    .selectFrom('promises')
    .select(['id as promiseId', 'loanId'])
    .where('decidedAt', 'is', null)
    .where('endsAt', '<=', now)
    .orderBy('endsAt')
    .limit(batch)
    .execute()
}

/** Promises of a loan in whose time a payment was made: its booking may decide them, late as it may be. */
export function promisesPaidFor(db: Database, paymentId: string): Promise<DuePromise[]> {
  return db
    .selectFrom('promises')
    .innerJoin('payments', 'payments.loanId', 'promises.loanId')
    .select(['promises.id as promiseId', 'promises.loanId'])
    .where('payments.id', '=', paymentId)
    .where('promises.state', '<>', 'withdrawn')
    .whereRef('promises.endsAt', '>', 'payments.paidAt')
    .orderBy('promises.madeAt')
    .execute()
}

/** The promise of a loan whose day is still to come. */
export async function openPromiseId(db: Database, loanId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('promises')
    .select('id')
    .where('loanId', '=', loanId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row?.id
}

export type PromiseToRemind = DuePromise & { timeZone: string }

/** Open promises whose reminder is due, with the lender's clock: by night they wait. */
export function promisesToRemind(db: Database, now: Temporal.Instant): Promise<PromiseToRemind[]> {
  return db
    .selectFrom('promises')
    .innerJoin('lenders', 'lenders.id', 'promises.lenderId')
    .select(['promises.id as promiseId', 'promises.loanId', 'lenders.timeZone'])
    .where('promises.state', '=', 'open')
    .where('promises.remindedAt', 'is', null)
    .where('promises.remindAt', '<=', now)
    .where('promises.endsAt', '>', now)
    .orderBy('promises.remindAt')
    .limit(batch)
    .execute()
}

/** Notes that a promise was reminded of; false when it was before, or is not open any more. */
export async function noteReminded(
  tx: Tx,
  promiseId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const noted = await tx
    .updateTable('promises')
    .set({ remindedAt: now })
    .where('id', '=', promiseId)
    .where('state', '=', 'open')
    .where('remindedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}
