import type { LockState } from './unlock.ts'

/** What it may do to a phone that money is owed again; a lock removed for good cannot be put back. */
type OwedThen = 'released' | 'overdue' | 'lock_stays'

/** `lockState` is null where the loan has no phone. */
export function owedThen(
  lockState: LockState | null,
  { owedAgainMinor, arrearsMinor }: { owedAgainMinor: bigint; arrearsMinor: bigint },
): OwedThen {
  if (lockState === 'released') return 'released'
  return owedAgainMinor > 0n && arrearsMinor > 0n ? 'overdue' : 'lock_stays'
}
