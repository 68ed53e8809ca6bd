import { dayAt } from '#lib/domain/day.ts'
import { type LockReason, lockReasonOf } from '#lib/domain/lock/lock-reason.ts'
import { type Opening, openingOf } from '#lib/domain/lock/opening.ts'
import { arrearsOf, type LoanArrears } from '#lib/domain/money/installments.ts'
import type { Phone } from './phone.ts'

export type PhoneStatus = { arrears: LoanArrears; reason: LockReason; opening: Opening }

/** What a phone's balance and its newest evidence say, and what would happen if it is to be opened now. */
export function phoneStatus(
  phone: Phone,
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): PhoneStatus {
  const today = dayAt(now, timeZone)
  const arrears = arrearsOf(phone.schedule, phone.outstandingMinor, today, phone.waivedMinor)
  const reason = lockReasonOf({
    lockState: phone.lockState,
    otherLocks: phone.otherLocks,
    arrearsMinor: arrears.arrearsMinor,
    hasLiveUnlock: phone.liveUnlock !== undefined,
    isUnlockPaid: phone.liveUnlock?.paymentId !== null,
    isOpenedByHand: phone.isOpenedByHand,
    isReturned: phone.handedBackAt !== null,
    awaitsFirstPayment: phone.awaitsFirstPayment,
    isWatched: phone.isWatched,
    isInGrace: phone.isInGrace,
  })
  return { arrears, reason, opening: openingOf(phone, now) }
}

/** Whether a lock may be what keeps somebody from using the phone. */
export function hasLock(reason: LockReason): boolean {
  return reason !== 'open' && reason !== 'released' && reason !== 'returned'
}
