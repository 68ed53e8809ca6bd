import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import type { Missing } from '#lib/domain/promise/keeping.ts'
import { paidInTime } from '#lib/domain/promise/promise.ts'
import { countedSince, nextPromiseOn, promisesLeft } from '#lib/domain/promise/promise-limits.ts'
import { clearingPayments } from '#lib/ledger/clearing-payments.ts'
import { isHeldFor } from '#lib/lock-rules/holds-in-force.ts'
import { moneySince } from './money-since.ts'

/** A promise of this borrower; another's is not found. */
export async function promiseOf(db: Database, borrowerId: string, promiseId: string) {
  if (!isUuid(promiseId)) return undefined
  return await promises(db)
    .where('loans.borrowerId', '=', borrowerId)
    .where('promises.id', '=', promiseId)
    .executeTakeFirst()
}

/** The promise of a loan that is open, at the desk or wherever the loan itself was found by its lender. */
export function openPromiseOfLoan(
  db: Database,
  loanId: string,
): Promise<PromiseDetail | undefined> {
  return promises(db)
    .where('promises.loanId', '=', loanId)
    .where('promises.state', '=', 'open')
    .executeTakeFirst()
}

export type PromiseDetail = NonNullable<Awaited<ReturnType<typeof promiseOf>>>

function promises(db: Database) {
  return db
    .selectFrom('promises')
    .innerJoin('loans', 'loans.id', 'promises.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select(['promises.id', 'promises.loanId', 'promises.reference', 'promises.amountMinor'])
    .select(['promises.currency', 'promises.dueOn', 'promises.endsAt', 'promises.remindAt'])
    .select(['promises.waitsUntil', 'promises.verdictAt'])
    .select(isHeldFor('promise', sql.ref('promises.id')).as('isHeld'))
    .select(['promises.arrearsMinor', 'promises.afterEntry', 'promises.state'])
    .select(['promises.paidMinor', 'promises.madeAt', 'promises.stateAt'])
    .select('devices.id as deviceId')
}

type Counted = 'loanId' | 'afterEntry' | 'endsAt' | 'verdictAt'

/** What was paid towards a promise so far, in its time. */
export async function paidTowards(
  db: Database,
  promise: Pick<PromiseDetail, Counted>,
): Promise<bigint> {
  return paidInTime(await moneySince(db, promise), promise.endsAt)
}

/** How much more keeps a promise whose day is still to come; undefined: it needs nothing more, or cannot be kept any more. */
export async function restOfPromise(
  db: Database,
  promise: Pick<PromiseDetail, 'amountMinor' | 'state' | Counted>,
  now: Temporal.Instant,
): Promise<bigint | undefined> {
  const isOver = Temporal.Instant.compare(promise.endsAt, now) <= 0
  if (promise.state !== 'open' || isOver) return undefined
  const restMinor = promise.amountMinor - (await paidTowards(db, promise))
  return restMinor > 0n ? restMinor : undefined
}

/** The same, beside what is on its way and would count in time. */
export async function missingOfPromise(
  db: Database,
  promise: PromiseDetail,
  now: Temporal.Instant,
): Promise<Missing | undefined> {
  const restMinor = await restOfPromise(db, promise, now)
  if (restMinor === undefined) return undefined
  const clearing = await onItsWay(db, promise)
  return { restMinor, onItsWayMinor: clearing?.amountMinor ?? 0n }
}

/** Money that is on its way towards an open promise, and until when it is waited for. */
export type OnItsWay = { paymentId: string; amountMinor: bigint; until: Temporal.Instant }

/** What was begun before the end of an open promise and has not come yet; undefined: nothing. */
export async function onItsWay(
  db: Database,
  { loanId, state, endsAt, waitsUntil }: PromiseDetail,
): Promise<OnItsWay | undefined> {
  if (state !== 'open') return undefined
  const clearing = await clearingPayments(db, loanId)
  const counted = clearing.filter(({ begunAt }) => Temporal.Instant.compare(begunAt, endsAt) < 0)
  const [newest] = counted
  if (!newest) return undefined
  const amountMinor = counted.reduce((sum, { askedMinor }) => sum + askedMinor, 0n)
  return { paymentId: newest.paymentId, amountMinor, until: waitsUntil ?? endsAt }
}

export type PromiseEligibility =
  | { can: 'promise'; left: number }
  | { can: 'see_open'; open: { id: string; amountMinor: bigint; dueOn: Temporal.PlainDate } }
  | { can: 'wait'; againOn: Temporal.PlainDate }

/** Whether a loan can be promised for now, by what was promised before. */
export async function promiseEligibility(
  db: Database,
  loanId: string,
  clock: LenderClock,
): Promise<PromiseEligibility> {
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'amountMinor', 'dueOn', 'state', 'madeAt'])
    .where('loanId', '=', loanId)
    .where((eb) => eb.or([eb('state', '=', 'open'), eb('madeAt', '>', countedSince(clock.now))]))
    .execute()
  const open = rows.find(({ state }) => state === 'open')
  if (open) return { can: 'see_open', open }
  const madeAt = rows.map((row) => row.madeAt)
  const againOn = nextPromiseOn(madeAt, clock)
  return againOn ? { can: 'wait', againOn } : { can: 'promise', left: promisesLeft(madeAt, clock) }
}
