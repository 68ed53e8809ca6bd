import type { PaymentFacts } from '#lib/domain/timeline-facts.ts'
import type { LockState } from '#lib/domain/unlock.ts'

/** What the pages show of a payment. */
export type ShownPayment = {
  id: string
  reference: string
  state: PaymentFacts['state']
  askedMinor: bigint
  paidMinor: bigint | null
  currency: string
  failure: string | null
  receiptEmail: string | null
  effect: PaymentFacts['effect']
  duplicateOf: string | null
  refundedMinor: string | null
  checkoutUrl: string | null
  brand: string
  model: string
  nickname: string | null
  lockState: LockState
  unlockRelockAt: Temporal.Instant | null
  unlockDeadlineAt: Temporal.Instant | null
}
