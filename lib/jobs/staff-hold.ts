import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay, longestHold, type StaffHoldReason, staffHoldReasons } from '#lib/domain/hold.ts'
import { holdPhone, letGo } from './hold-phone.ts'

export type StaffHold = {
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

export type StaffHoldPlaced =
  | { holdId: string; until: Temporal.Instant; isNew: boolean }
  | { refusal: 'not_found' | 'in_the_past' }
  | { refusal: 'too_long'; longestDays: number }

/** Holds a loan's phone on a person's word, within the lender's policy. Asked again for the same reason, the new end counts. */
export async function placeStaffHold(tx: Tx, wish: StaffHold): Promise<StaffHoldPlaced> {
  const { lenderId, loanId, reason, lastDay, note, by, now } = wish
  const { policy, timeZone } = await lenderById(tx, lenderId)
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const longestDays = longestHold(policy, reason)
  if (Temporal.PlainDate.compare(lastDay, today) < 0) return { refusal: 'in_the_past' }
  if (Temporal.PlainDate.compare(lastDay, today.add({ days: longestDays })) > 0)
    return { refusal: 'too_long', longestDays }
  const loan = await tx
    .selectFrom('loans')
    .select('id')
    .where('id', '=', loanId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
  if (!loan) return { refusal: 'not_found' }
  const until = endOfDay(lastDay, timeZone)
  // It comes from nothing but the loan itself, so a loan has one of a kind.
  const hold = { lenderId, loanId, reason, causeId: loanId, note, placedBy: by, until, now }
  return { ...(await holdPhone(tx, hold)), until }
}

export type StaffHoldEnding = {
  lenderId: string
  holdId: string
  by: string
  now: Temporal.Instant
}

/** Ends what staff placed before its time. False when the lender has no such hold in force. */
export async function endStaffHold(tx: Tx, ending: StaffHoldEnding): Promise<boolean> {
  const { lenderId, holdId, by, now } = ending
  const hold = await tx
    .selectFrom('holds')
    .select(['reason', 'causeId'])
    .where('id', '=', holdId)
    .where('lenderId', '=', lenderId)
    .where('reason', 'in', staffHoldReasons)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!hold) return false
  await letGo(tx, { ...hold, endReason: 'staff', endedBy: by, now })
  return true
}
