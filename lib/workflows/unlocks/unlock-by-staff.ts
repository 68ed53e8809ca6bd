import { writeAuditLog } from '#lib/db/audit-log.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { type LenderClock, relockAt } from '#lib/domain/lock/effect.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { unlockOfForm } from '#lib/unlocks/unlock-of-form.ts'
import { requestUnlock } from './request-unlock.ts'

export type TemporaryUnlock = {
  lenderId: string
  loanId: string
  days: number
  reason: string
  staffId: string
  /** The form's own: sent twice, it asks once. */
  token: string
  now: Temporal.Instant
}

type TemporaryUnlockAsked =
  | { unlockId: string; until: Temporal.Instant }
  | { refusal: 'missing' | 'released' }
  | { refusal: 'open_as_long'; until: Temporal.Instant | null }
  | { refusal: 'too_long'; mostDays: number }

/** Opens a phone for some days on a person's word, without touching the ledger. */
export async function unlockByStaff(tx: Tx, wish: TemporaryUnlock): Promise<TemporaryUnlockAsked> {
  const { lenderId, loanId, days, staffId, token, now } = wish
  const { policy, timeZone } = await lenderById(tx, lenderId)
  const mostDays = policy.desk.mostTemporaryUnlockDays
  if (days > mostDays) return { refusal: 'too_long', mostDays }
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState', 'relockAt'])
    .where('loanId', '=', loanId)
    .where('lenderId', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!device) return { refusal: 'missing' }
  const until = temporaryEnd(days, { policy, timeZone, now })
  const before = await unlockOfForm(tx, wish)
  if (before) return { ...before, until }
  const { lockState, relockAt: locksAt } = device
  if (lockState === 'released') return { refusal: 'released' }
  if (!opensLonger(device, until)) return { refusal: 'open_as_long', until: locksAt }
  const actor = `staff:${staffId}`
  const unlockId = await requestUnlock(tx, {
    deviceId: device.id,
    intent: { kind: 'until', relockAt: until },
    cause: 'staff',
    causeId: token,
    actor,
    now,
    deadlineAt: unlockDeadline(now, policy),
  })
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'unlock.given_by_staff',
    subject: 'unlock',
    subjectId: unlockId,
    detail: { reason: wish.reason, days, until: until.toString() },
  })
  return { unlockId, until }
}

type Status = { lockState: LockState | null; relockAt: Temporal.Instant | null }

/** Whether opening until then changes anything about a phone. */
export function opensLonger({ lockState, relockAt: locksAt }: Status, until: Temporal.Instant) {
  if (lockState === null || lockState === 'released') return false
  if (lockState !== 'unlocked') return true
  return locksAt !== null && Temporal.Instant.compare(locksAt, until) < 0
}

/** The fewest days that change anything about a phone; undefined: not even the most that may be given. */
export function fewestDays(phone: Status, clock: LenderClock): number | undefined {
  const most = clock.policy.desk.mostTemporaryUnlockDays
  const days = Array.from({ length: most }, (_, index) => index + 1)
  return days.find((some) => opensLonger(phone, temporaryEnd(some, clock)))
}

/** When an unlock of so many days ends: at the hour of the lender's day at which unlocks end, when somebody is there. */
export function temporaryEnd(days: number, clock: LenderClock): Temporal.Instant {
  const { timeZone, now } = clock
  const day = dayAt(now, timeZone).add({ days })
  return staffedTime(relockAt(day, clock), clock)
}
