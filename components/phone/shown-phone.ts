import type { HoldReason } from '#lib/domain/lock/hold.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import type { Waiting } from './going-on.tsx'

/** What the pages show of a phone. */
export type ShownPhone = Waiting & {
  brand: string
  model: string
  nickname: string | null
  imeiTail: string | undefined
  isOpenedByHand: boolean
  lastSeenAt: Temporal.Instant | null
  handedBackAt: Temporal.Instant | null
  liveUnlock: { paymentId: string | null; deadlineAt: Temporal.Instant } | undefined
  hold?: { reason: HoldReason; untilAt: Temporal.Instant } | undefined
  isDisputeLost: boolean
  lockState: LockState
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  /** What the borrower has promised to pay, and when. */
  promise?: OpenPromise | undefined
}
