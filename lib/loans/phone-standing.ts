import { type LoanStanding, standingOf } from '#lib/domain/installments.ts'
import { type LockReason, lockReasonOf } from '#lib/domain/lock-reason.ts'
import type { Phone } from './queries.ts'

export type PhoneStanding = { standing: LoanStanding; reason: LockReason }

/** What a phone's books and its newest evidence say on `today`, a date in the lender's zone. */
export function phoneStanding(phone: Phone, today: Temporal.PlainDate): PhoneStanding {
  const standing = standingOf(phone.schedule, phone.outstandingMinor, today)
  const reason = lockReasonOf({
    lockState: phone.lockState,
    otherLocks: phone.otherLocks,
    arrearsMinor: standing.arrearsMinor,
    hasLiveUnlock: phone.liveUnlock !== undefined,
    isUnlockPaid: phone.liveUnlock?.paymentId !== null,
    isReturned: phone.returnedAt !== null,
    awaitsFirstPayment: phone.awaitsFirstPayment,
    isWatched: phone.isWatched,
  })
  return { standing, reason }
}

/** Whether a payment can change this lock: an offline lock or another's lock does not care about money. */
export function isPaymentLock(reason: LockReason): boolean {
  return reason !== 'offline_lock' && reason !== 'other_lock' && reason !== 'returned'
}

/** Whether a lock may be what keeps somebody from using the phone. */
export function hasLock(reason: LockReason): boolean {
  return reason !== 'open' && reason !== 'released' && reason !== 'returned'
}
