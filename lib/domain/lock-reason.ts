import type { LockState } from './unlock.ts'

/** Why a phone is in the state it is in. `unknown` is an answer: it is never guessed. */
export type LockReason =
  | 'open'
  | 'released'
  | 'overdue'
  | 'paid_not_confirmed'
  | 'opening'
  | 'offline_lock'
  | 'other_lock'
  | 'locked_without_reason'
  | 'unknown'

export type LockFacts = {
  lockState: LockState
  otherLocks: readonly string[]
  arrearsMinor: bigint
  hasLiveUnlock: boolean
}

/** Reads the device's newest evidence beside the books. */
export function lockReasonOf({
  lockState,
  otherLocks,
  arrearsMinor,
  hasLiveUnlock,
}: LockFacts): LockReason {
  if (lockState === 'released') return 'released'
  if (otherLocks.includes('offline_lock')) return 'offline_lock'
  if (otherLocks.length > 0) return 'other_lock'
  if (lockState === 'unlocked') return 'open'
  if (lockState === 'unknown' || lockState === 'not_enrolled') return 'unknown'
  if (hasLiveUnlock) return 'paid_not_confirmed'
  if (lockState === 'unlocking') return 'opening'
  return arrearsMinor > 0n ? 'overdue' : 'locked_without_reason'
}
