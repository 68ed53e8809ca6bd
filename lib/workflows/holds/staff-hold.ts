import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import {
  endOfDay,
  heldSince,
  longestHold,
  type StaffHoldReason,
  staffHoldReasons,
} from '#lib/domain/lock/hold.ts'
import { heldTimes } from '#lib/holds/queries.ts'
import { holdPhone, liftHold } from './hold-phone.ts'

type StaffHold = {
  lenderId: string
  loanId: string
  reason: StaffHoldReason
  /** The last day of it. */
  lastDay: Temporal.PlainDate
  note: string
  /** `staff:{id}` */
  by: string
  now: Temporal.Instant
}

type StaffHoldPlaced =
  | { holdId: string; until: Temporal.Instant; isNew: boolean }
  | { refusal: 'not_found' | 'in_the_past' | 'released' }
  | ({ refusal: 'too_long' } & StaffHoldLimit)

/** Holds a loan's phone on a person's word, within the lender's policy. Asked again for the same reason, the new end counts. */
export async function placeStaffHold(tx: Tx, wish: StaffHold): Promise<StaffHoldPlaced> {
  const { lenderId, loanId, reason, lastDay, note, by, now } = wish
  const lender = await lenderById(tx, lenderId)
  const today = dayAt(now, lender.timeZone)
  if (Temporal.PlainDate.compare(lastDay, today) < 0) return { refusal: 'in_the_past' }
  const loan = await tx
    .selectFrom('loans')
    .leftJoin('devices', 'devices.loanId', 'loans.id')
    .select('devices.lockState')
    .where('loans.id', '=', loanId)
    .where('loans.lenderId', '=', lenderId)
    .executeTakeFirst()
  if (!loan) return { refusal: 'not_found' }
  if (loan.lockState === 'released') return { refusal: 'released' }
  const limit = await staffHoldLimit(tx, lender, { loanId, reason, now })
  if (Temporal.PlainDate.compare(lastDay, limit.lastDay) > 0)
    return { refusal: 'too_long', ...limit }
  const until = endOfDay(lastDay, lender.timeZone)
  // It comes from nothing but the loan itself, so a loan has one of a kind.
  const hold = { lenderId, loanId, reason, causeId: loanId, note, placedBy: by, until, now }
  return { ...(await holdPhone(tx, hold)), until }
}

export type StaffHoldLimit = {
  /** Since when it has been held for this reason without a day between; undefined: it is not. */
  since: Temporal.PlainDate | undefined
  lastDay: Temporal.PlainDate
  longestDays: number
}

/** Until when staff may hold a phone: the policy's days count from the day on which the hold was first placed. */
export async function staffHoldLimit(
  db: Database,
  { policy, timeZone }: Pick<Lender, 'policy' | 'timeZone'>,
  { loanId, reason, now }: Pick<StaffHold, 'loanId' | 'reason' | 'now'>,
): Promise<StaffHoldLimit> {
  const longestDays = longestHold(policy, reason)
  const first = heldSince(await heldTimes(db, loanId, reason), { now, timeZone })
  const isHeld = !first.equals(dayAt(now, timeZone))
  const lastDay = first.add({ days: longestDays })
  return { since: isHeld ? first : undefined, lastDay, longestDays }
}

type StaffHoldEnding = {
  lenderId: string
  loanId: string
  holdId: string
  by: string
  now: Temporal.Instant
}

type StaffHoldEnded = { outcome: 'ended' | 'ended_before' } | { refusal: 'missing' }

/** Ends before its time what staff placed on a loan; a hold of any other is missing. */
export async function endStaffHold(tx: Tx, ending: StaffHoldEnding): Promise<StaffHoldEnded> {
  const { lenderId, loanId, holdId, by, now } = ending
  const found = await tx
    .selectFrom('holds')
    .select(['reason', 'causeId', 'endedAt'])
    .where('id', '=', holdId)
    .where('lenderId', '=', lenderId)
    .where('loanId', '=', loanId)
    .where('reason', 'in', staffHoldReasons)
    .executeTakeFirst()
  if (!found) return { refusal: 'missing' }
  const { endedAt, ...hold } = found
  if (endedAt) return { outcome: 'ended_before' }
  await liftHold(tx, { ...hold, endReason: 'staff', endedBy: by, now })
  return { outcome: 'ended' }
}
