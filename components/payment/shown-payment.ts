import type { LockState } from '#lib/domain/lock/unlock.ts'
import type { AwaitingPayer } from '#lib/domain/money/given-back.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import { isVoucher } from '#lib/domain/money/payment-methods.ts'
import type { PaymentFacts } from '#lib/domain/timeline/facts.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'

/** What the pages show of a payment. */
export type ShownPayment = {
  id: string
  reference: string
  state: PaymentFacts['state']
  askedMinor: bigint
  paidMinor: bigint | null
  /** What was owed in all when it was opened, and what is now. */
  owedMinor: bigint | null
  outstandingMinor: bigint
  currency: string
  /** How it is paid, by Stripe's name; null until that is known. */
  method: string | null
  failure: string | null
  receiptEmail: string | null
  /** Whoever paid through a link is sent a receipt, too. */
  helperHasReceipt: boolean
  /** It will never arrive there. */
  receiptFailed: boolean
  effect: PaymentFacts['effect']
  /** What its page said that it does to the lock; null: nothing. */
  saidEffect: NonNullable<PaymentFacts['saidEffect']> | null
  /** Money of its loan is disputed. */
  isDisputed: boolean
  isDisputeLost: boolean
  duplicateOf: string | null
  /** Given back, or on its way back, by currency; null: nothing. */
  refunded: MoneyText[] | null
  /** Given back once its payer has said where to; null: nothing. */
  awaitingPayer: AwaitingPayer[] | null
  /** When an entry of cash was undone. */
  reversedAt: Temporal.Instant | null
  /** Taken back by the payer's bank for good, and owed again. */
  owedAgainMinor: string | null
  /** How much more was owed because of that. */
  owedMoreMinor: string | null
  /** What of it the loan could not take, kept as credit. */
  inFavourMinor: string | null
  /** Credited because the phone was not open in time. */
  goodwillCreditMinor: string | null
  checkoutUrl: string | null
  /** What is needed to pay its voucher; null: it has none. */
  voucher: VoucherDetails | null
  /** Until when it can be paid there. */
  expiresAt: Temporal.Instant | null
  brand: string
  model: string
  nickname: string | null
  lockState: LockState
  handedBackAt: Temporal.Instant | null
  unlockDeadlineAt: Temporal.Instant | null
  /** Until when its unlock opened the phone, and when that locked again. */
  unlockRelockAt: Temporal.Instant | null
  unlockRelockedAt: Temporal.Instant | null
}

export function releaseWaits({ effect, isDisputed, lockState }: ShownPayment): boolean {
  return effect === 'release' && isDisputed && lockState !== 'released'
}

/** Whether there is no lock that a payment could still open. */
export function hasNoLock({ lockState, handedBackAt }: ShownPayment): boolean {
  return lockState === 'unlocked' || lockState === 'released' || handedBackAt !== null
}

/** Whether no lock opens by money that is on its way: there is none, or its page said that it is not enough. */
export function opensNothing(payment: ShownPayment): boolean {
  return hasNoLock(payment) || payment.saidEffect === null
}

export function hasDeadVoucher({ state, method }: Pick<ShownPayment, 'state' | 'method'>): boolean {
  return (state === 'failed' || state === 'expired') && isVoucher(method)
}
