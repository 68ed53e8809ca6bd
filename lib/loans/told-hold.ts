import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { type HoldReason, isTold, longestUntil } from '#lib/domain/lock/hold.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import type { Phone } from './phone.ts'
import { phoneStatus } from './phone-status.ts'

type ToldHold = {
  reason: HoldReason
  untilAt: Temporal.Instant
  /** What was paid keeps the phone open for longer than a warning would: until then. */
  isOutlasted: boolean
}

/** What its borrower is told of the hold on a phone; undefined: nothing, or nothing that would be true. */
export function toldHold(phone: Phone, clock: LenderClock): ToldHold | undefined {
  const { hold, lockState } = phone
  // Of a phone that is with the lender again nothing is left to be said to its borrower.
  if (!hold || lockState === 'released' || phone.handedBackAt) return undefined
  if (!isTold(hold, phoneStatus(phone, clock).arrears.arrearsMinor)) return undefined
  const paidUntil = hold.reason === 'warning' && paidPast(phone, hold.untilAt, clock)
  if (paidUntil) return { ...hold, untilAt: paidUntil, isOutlasted: true }
  const untilAt = mayLockAfter.includes(hold.reason)
    ? staffedTime(hold.untilAt, clock)
    : hold.untilAt
  return { ...hold, untilAt, isOutlasted: false }
}

// Told by when the phone may lock, as letters and the pages of payments do; the others by the day that was agreed.
const mayLockAfter: readonly HoldReason[] = ['warning', 'owed_again']

/** Until when what was paid keeps a phone open past the warning that would end an arrangement taken back now. */
export function paidPastWarning(phone: Phone, clock: LenderClock): Temporal.Instant | undefined {
  return paidPast(phone, longestUntil(clock.policy, 'warning', clock), clock)
}

function paidPast(phone: Phone, warnedUntil: Temporal.Instant, clock: LenderClock) {
  const end = leftOpenUntil({ ...phone, heldUntil: null, balance: phone }, clock)
  if (end === null || end === 'never') return undefined
  return Temporal.Instant.compare(end, staffedTime(warnedUntil, clock)) > 0 ? end : undefined
}
