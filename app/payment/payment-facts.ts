import { openingForHolder } from '#lib/domain/lock/opening.ts'
import { stillNeeded, wasNotStarted } from '#lib/domain/money/attempt.ts'
import { isGivenBack } from '#lib/domain/money/given-back.ts'
import type { TimelineFacts, UnlockFacts } from '#lib/domain/timeline/facts.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import type { PaymentDetail } from '#lib/payments/queries.ts'

/** What the timeline needs to know of a payment. */
export function timelineFacts(payment: PaymentDetail, now: Temporal.Instant): TimelineFacts {
  const {
    state,
    createdAt,
    paidAt,
    paidOn,
    bookedAt,
    checkoutReturnedAt,
    effect,
    saidEffect,
    deviceLastSeenAt,
    lockState,
  } = payment
  const byHand = isOpenedByHand(payment.provider)
  return {
    payment: {
      state,
      createdAt,
      paidAt,
      paidOn,
      bookedAt,
      checkoutReturnedAt,
      effect,
      saidEffect,
      voucherUntil: state === 'processing' ? payment.expiresAt : null,
      isGivenBack: isGivenBack(payment),
      wasNotStarted: wasNotStarted(payment),
      hasGoneBack: payment.hasGoneBack,
      stillNeeded: stillNeeded(payment, payment.outstandingMinor).kind,
    },
    unlock: unlockFacts(payment),
    device: {
      lastSeenAt: deviceLastSeenAt,
      isOpen: lockState === 'unlocked' || lockState === 'released',
      isOpenedByHand: byHand,
      opening: openingForHolder(
        {
          lockState,
          otherLocks: payment.otherLocks,
          isOpenedByHand: byHand,
          isServiceDown: payment.isServiceDown,
          lastSeenAt: deviceLastSeenAt,
          handedBackAt: payment.handedBackAt,
          saidOpenAt: payment.saidOpenAt,
        },
        now,
      ),
    },
    now,
  }
}

function unlockFacts(payment: PaymentDetail): UnlockFacts | undefined {
  const { unlockState, unlockIntent, unlockRequestedAt, unlockDeadlineAt } = payment
  if (!unlockState || !unlockIntent || !unlockRequestedAt || !unlockDeadlineAt) return undefined
  return {
    state: unlockState,
    intent: unlockIntent,
    requestedAt: unlockRequestedAt,
    deadlineAt: unlockDeadlineAt,
    acceptedAt: payment.unlockAcceptedAt,
    confirmedAt: payment.unlockConfirmedAt,
    relockedAt: payment.unlockRelockedAt,
    lateAt: payment.unlockLateAt,
    errorClass: payment.unlockErrorClass,
  }
}

/** `version` changes whenever the payment's page would; `final` says that nothing more happens by itself. */
type PaymentProgress = { version: string; final: boolean }

/** A payment's progress as its page is told it while somebody watches. */
export function progressOf(payment: PaymentDetail, now: Temporal.Instant): PaymentProgress {
  const told = timelineOf(timelineFacts(payment, now))
  const {
    refunded,
    awaitingPayer,
    goodwillCreditMinor,
    receiptFailed,
    method,
    failure,
    reversedAt,
  } = payment
  const { owedAgainMinor, isDisputed, isDisputeLost, helperHasReceipt } = payment
  const beside = [
    goodwillCreditMinor ?? 0,
    receiptFailed,
    helperHasReceipt,
    isDisputeLost,
    method,
    failure,
    reversedAt,
  ]
  return {
    version: [
      told.version,
      JSON.stringify([refunded, awaitingPayer]),
      ...beside,
      owedAgainMinor,
      isDisputed,
    ].join('|'),
    final: told.isFinal,
  }
}
