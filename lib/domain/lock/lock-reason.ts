import type { LockState } from './unlock.ts'

/** Why a phone is in the state it is in. `unknown` is an answer: it is never guessed. */
export type LockReason =
  | 'open'
  | 'released'
  | 'returned'
  | 'overdue'
  | 'paid_not_confirmed'
  | 'opening'
  | 'offline_lock'
  | 'other_lock'
  | 'plan_not_begun'
  | 'locked_without_reason'
  | 'locked_and_watched'
  | 'unknown'

export type LockFacts = {
  lockState: LockState
  otherLocks: readonly string[]
  arrearsMinor: bigint
  hasLiveUnlock: boolean
  /** False: not a payment opens it, but a promise, a plan or a person. */
  isUnlockPaid?: boolean
  /** No lock service speaks for it, but a person at the lender. */
  isOpenedByHand?: boolean
  /** The phone has been handed back. */
  isReturned?: boolean
  /** A plan runs that opens the phone with its first payment. */
  awaitsFirstPayment?: boolean
  /** Its lock service is new: nothing opens by the ledger alone until a person has said so. */
  isWatched?: boolean
  /** What is overdue is within the days of grace: no reason to lock. */
  isInGrace?: boolean
}

/** Reads the device's newest evidence beside the ledger. */
export function lockReasonOf({
  lockState,
  otherLocks,
  arrearsMinor,
  hasLiveUnlock,
  isUnlockPaid = true,
  isOpenedByHand = false,
  isReturned = false,
  awaitsFirstPayment = false,
  isWatched = false,
  isInGrace = false,
}: LockFacts): LockReason {
  if (isReturned) return 'returned'
  // Also beside a lock of ours that is gone: whoever holds the phone cannot use it.
  if (otherLocks.includes('offline_lock')) return 'offline_lock'
  if (otherLocks.length > 0) return 'other_lock'
  if (lockState === 'released') return 'released'
  if (lockState === 'unlocked') return 'open'
  // No phone opened by a person speaks for itself; what waits for that person is known.
  const awaitsPerson = isOpenedByHand && hasLiveUnlock
  if (lockState === 'not_enrolled' || (lockState === 'unknown' && !awaitsPerson)) return 'unknown'
  if (hasLiveUnlock) return isUnlockPaid ? 'paid_not_confirmed' : 'opening'
  if (lockState === 'unlocking') return 'opening'
  // Elsewhere it is opened again at once.
  if (arrearsMinor > 0n && !(isWatched && isInGrace)) return 'overdue'
  if (awaitsFirstPayment) return 'plan_not_begun'
  return isWatched ? 'locked_and_watched' : 'locked_without_reason'
}
