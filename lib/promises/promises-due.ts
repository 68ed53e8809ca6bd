import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

const batch = 200

export type DuePromise = { promiseId: string; loanId: string }

/** Promises whose verdict is due and not final, but for those that wait for money on its way. */
export function promisesToDecide(db: Database, now: Temporal.Instant): Promise<DuePromise[]> {
  return db
    .selectFrom('promises')
    .select(['id as promiseId', 'loanId'])
    .where('decidedAt', 'is', null)
    .where('verdictAt', '<=', now)
    .where((eb) => eb.or([eb('waitsUntil', 'is', null), eb('waitsUntil', '<=', now)]))
    .where(nobodyIsPaying(now))
    .orderBy('verdictAt')
    .limit(batch)
    .execute()
}

// Who went to pay before the end may be done by now: a page is open for less than an hour, and the provider is asked within the next.
function nobodyIsPaying(now: Temporal.Instant) {
  return sql<boolean>`not exists (
    select from payments
     where payments.loan_id = promises.loan_id and payments.state in ('opening', 'open')
       and payments.created_at < promises.ends_at
       and payments.created_at > ${now.subtract({ hours: 2 })})`
}

/** Promises of a loan in whose time a payment was made: its booking may decide them, late as it may be. */
export function promisesPaidFor(db: Database, paymentId: string): Promise<DuePromise[]> {
  return db
    .selectFrom('promises')
    .innerJoin('payments', 'payments.loanId', 'promises.loanId')
    .select(['promises.id as promiseId', 'promises.loanId'])
    .where('payments.id', '=', paymentId)
    .where('promises.state', '<>', 'withdrawn')
    .where((eb) =>
      eb('promises.endsAt', '>', eb.fn.coalesce('payments.processingAt', 'payments.paidAt')),
    )
    .orderBy('promises.madeAt')
    .execute()
}

/** Promises of a loan that money from elsewhere may keep: they are not decided yet. */
export function promisesUndecided(db: Database, loanId: string): Promise<DuePromise[]> {
  return db
    .selectFrom('promises')
    .select(['id as promiseId', 'loanId'])
    .where('loanId', '=', loanId)
    .where('decidedAt', 'is', null)
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

export type PromiseToRemind = DuePromise & { lenderId: string }

/** Open promises whose reminder is due and whose money is not on its way yet. */
export function promisesToRemind(db: Database, now: Temporal.Instant): Promise<PromiseToRemind[]> {
  return db
    .selectFrom('promises')
    .select(['promises.id as promiseId', 'promises.loanId', 'promises.lenderId'])
    .where('promises.state', '=', 'open')
    .where('promises.remindedAt', 'is', null)
    .where('promises.remindAt', '<=', now)
    .where('promises.endsAt', '>', now)
    .where(isStillToPay)
    .orderBy('promises.remindAt')
    .limit(batch)
    .execute()
}

const isStillToPay = sql<boolean>`promises.amount_minor > (
  select coalesce(sum(asked_minor), 0) from payments
   where payments.loan_id = promises.loan_id and payments.state = 'processing')`

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
