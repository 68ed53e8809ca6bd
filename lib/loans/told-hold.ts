import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { type HoldReason, isTold, longestUntil } from '#lib/domain/lock/hold.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import type { Phone } from './phone.ts'
import { phoneStatus } from './phone-status.ts'

type ToldHold = {
  reason: HoldReason
  /** From when on the phone may lock, as letters and the other pages tell it. */
  untilAt: Temporal.Instant
  /** Something else than the hold keeps the phone open for longer: until then. */
  isOutlasted: boolean
}

/** What its borrower is told of the hold on a phone; undefined: nothing, or nothing that would be true. */
export function toldHold(phone: Phone, clock: LenderClock): ToldHold | undefined {
  const { hold, lockState } = phone
  // Of a phone that is with the lender again nothing is left to be said to its borrower.
  if (!hold || lockState === 'released' || phone.handedBackAt) return undefined
  if (!isTold(hold, phoneStatus(phone, clock).arrears.arrearsMinor)) return undefined
  const paidUntil = paidPast(phone, hold.untilAt, clock)
  const untilAt = paidUntil ?? staffedTime(hold.untilAt, clock)
  return { reason: hold.reason, untilAt, isOutlasted: paidUntil !== undefined }
}

/** Until when what was paid keeps a phone open past the warning that would end an arrangement taken back now. */
export function paidPastWarning(phone: Phone, clock: LenderClock): Temporal.Instant | undefined {
  return paidPast(phone, longestUntil(clock.policy, 'warning', clock), clock)
}

function paidPast(phone: Phone, heldUntil: Temporal.Instant, clock: LenderClock) {
  const end = leftOpenUntil({ ...phone, heldUntil: null, balance: phone }, clock)
  if (end === null || end === 'never') return undefined
  return Temporal.Instant.compare(end, staffedTime(heldUntil, clock)) > 0 ? end : undefined
}
