import type { LockState } from '#lib/domain/lock/unlock.ts'

export type DisputedLoan = {
  isDisputeLost: boolean
  outstandingMinor: bigint
  lockState: LockState
  handedBackAt: Temporal.Instant | null
}

/** What is said of disputed money; of a lock that is gone, or that other money keeps, the dispute decides nothing. */
export function disputedWords({ isDisputeLost, outstandingMinor, ...device }: DisputedLoan) {
  const hasLock = device.lockState !== 'released' && device.handedBackAt === null
  return {
    said: isDisputeLost ? ('lost' as const) : ('disputed' as const),
    isReleaseAwaited: hasLock && outstandingMinor === 0n ? 'yes' : 'no',
  }
}
