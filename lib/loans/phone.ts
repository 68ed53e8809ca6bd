import type { ContractType } from '#lib/domain/loan/contract-type.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import type { LockState, UnlockState } from '#lib/domain/lock/unlock.ts'
import type { Attempt } from '#lib/domain/money/attempt.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import type { SettlementQuote } from '#lib/domain/money/settlement-quote.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import type { RunningCost } from '#lib/ledger/running-cost.ts'
import type { AskNews } from './ask-news.ts'

/** A financed phone with its loan, what is asked of the lock side, and a payment not finished yet. */
export type Phone = {
  deviceId: string
  brand: string
  model: string
  nickname: string | null
  imeiTail: string | undefined
  /** What was last known, as long as it can still be so. */
  lockState: LockState
  /** No lock service speaks for it, but a person at the lender. */
  isOpenedByHand: boolean
  /** Its lock service is known not to work. */
  isServiceDown: boolean
  otherLocks: string[]
  relockAt: Temporal.Instant | null
  /** What forbids to lock it beside the ledger: the longest hold, and what a payment, a plan or staff opened it for. */
  heldUntil: Temporal.Instant | null
  openUntil: Temporal.Instant | null
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  lastSeenAt: Temporal.Instant | null
  /** When its borrower said that it is open, until the phone itself says something newer. */
  saidOpenAt: Temporal.Instant | null
  /** Since when it is the lender's again. */
  handedBackAt: Temporal.Instant | null
  /** It opens with the first payment of its plan. */
  awaitsFirstPayment: boolean
  /** A payer's bank has taken money back, or was asked to. */
  isDisputed: boolean
  /** All of that is decided, and the bank has kept some. */
  isDisputeLost: boolean
  /** Its lock service is new, and opens nothing by the ledger alone. */
  isWatched: boolean
  loanId: string
  loanNumber: string
  currency: string
  contractType: ContractType
  /** What is late for airtime beside it, in a carrier's plan: told, not booked. */
  airtimeOverdueMinor: bigint
  outstandingMinor: bigint
  creditMinor: bigint
  /** What was waived. */
  waivedMinor: bigint
  /** What is overdue is within the days of grace. */
  isInGrace: boolean
  /** What was said to settle the loan. */
  quotes: SettlementQuote[]
  /** What the plan costs that the loan runs by. */
  planCost: RunningCost | null
  schedule: Installment[]
  liveUnlock:
    | {
        reference: string
        state: UnlockState
        deadlineAt: Temporal.Instant
        lateAt: Temporal.Instant | null
        paymentId: string | null
      }
    | undefined
  /** Who is on the way to pay, the one begun last first. */
  attempts: Attempt[]
  /** Why the lock is left alone, and until when: the longest hold; an outage only when there is no other. */
  hold: PhoneHold | undefined
  /** When the borrower last said that it is paid, while a person is still to answer. */
  saidPaidAt: Temporal.Instant | null
  /** What the borrower has promised to pay, while its day is still to come. */
  promise: OpenPromise | undefined
  /** The plan that was offered, while it can be accepted. */
  offer: PlanOffer | undefined
  /** The plan that is asked for, or that the loan runs by. */
  plan: PhonePlan | null
  /** The return that is arranged and not over. */
  handBack: PhoneReturn | null
  /** What came last of the links by which others are asked to pay. */
  askNews: AskNews | null
}

/** `isSettled`: what is left to pay after it is booked. */
export type PhoneReturn = { returnId: string; isSettled: boolean }

export type PhonePlan = { planId: string; state: 'asked' | 'active' }

export type PlanOffer = { planId: string; validUntil: Temporal.PlainDate }

export type PhoneHold = { reason: HoldReason; untilAt: Temporal.Instant }
