import type { LockState } from '#lib/domain/lock/unlock.ts'

export type DisputedLoan = {
  isDisputeLost: boolean
  outstandingMinor: bigint
  lockState: LockState
  handedBackAt: Temporal.Instant | null
}

/** Whether a dispute keeps the lock from being removed for good: it may be gone already, or other money may keep it. */
export function awaitsRelease({
  outstandingMinor,
  lockState,
  handedBackAt,
}: DisputedLoan): boolean {
  return lockState !== 'released' && handedBackAt === null && outstandingMinor === 0n
}
