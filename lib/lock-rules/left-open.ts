import type { Database } from '#lib/db/client.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { type End, forbiddenUntil, type LockQuestion } from '#lib/domain/lock/may-lock.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { heldUntilAt, lockFacts } from './lock-facts.ts'

/** Until when a phone that is open is left so, whatever is paid; null: it may be locked. It locks when somebody is there to help. */
export function leftOpenUntil(question: Omit<LockQuestion, 'isLocked'>, clock: LenderClock): End {
  const end = forbiddenUntil({ ...question, isLocked: false }, clock)
  if (end === null || end === 'never') return end
  return Temporal.Instant.compare(end, clock.now) > 0 ? staffedTime(end, clock) : null
}

/** Until when a phone is left open that a hold keeps so: when that has ended and it may lock, or for longer by anything else. */
export function heldOpenUntil(
  question: Omit<LockQuestion, 'isLocked'>,
  heldUntil: Temporal.Instant,
  clock: LenderClock,
): Temporal.Instant {
  const mayLockAt = staffedTime(heldUntil, clock)
  const end = leftOpenUntil(question, clock)
  if (end === null || end === 'never') return mayLockAt
  return Temporal.Instant.compare(end, mayLockAt) > 0 ? end : mayLockAt
}

/** The phone of a loan with what bears on its lock; undefined: there is none, it was handed back, or its lock is gone. */
export function phoneWithLock(db: Database, loanId: string, now: Temporal.Instant) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id', 'devices.relockAt', 'devices.lockState'])
    .select(lockFacts)
    .select(heldUntilAt(now).as('heldUntil'))
    .where('devices.loanId', '=', loanId)
    .where('devices.handedBackAt', 'is', null)
    .where('devices.lockState', '<>', 'released')
    .executeTakeFirst()
}

export type PhoneWithLock = NonNullable<Awaited<ReturnType<typeof phoneWithLock>>>

/** `leftOpenUntil` of a loan's phone. */
export async function loanLeftOpenUntil(
  db: Database,
  balance: LoanRecord,
  now: Temporal.Instant,
): Promise<End> {
  const phone = await phoneWithLock(db, balance.loanId, now)
  return phone ? leftOpenUntil({ ...phone, balance }, { ...balance.lender, now }) : null
}

/** `heldOpenUntil` of a loan's phone. */
export async function loanHeldOpenUntil(
  db: Database,
  balance: LoanRecord,
  { heldUntil, now }: { heldUntil: Temporal.Instant; now: Temporal.Instant },
): Promise<Temporal.Instant> {
  const clock = { ...balance.lender, now }
  const phone = await phoneWithLock(db, balance.loanId, now)
  return phone
    ? heldOpenUntil({ ...phone, balance }, heldUntil, clock)
    : staffedTime(heldUntil, clock)
}
