import { isChecking, stillNeeded, wasNotStarted } from '#lib/domain/money/attempt.ts'
import { isGivenBack } from '#lib/domain/money/given-back.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import type { PaymentFacts } from '#lib/domain/timeline/facts.ts'
import type { ShownPayment } from './shown-payment.ts'

type Payment = Pick<
  ShownPayment,
  | 'state'
  | 'failure'
  | 'askedMinor'
  | 'paidMinor'
  | 'owedMinor'
  | 'outstandingMinor'
  | 'currency'
  | 'reversedAt'
  | 'expiresAt'
  | 'refunded'
  | 'awaitingPayer'
> & {
  checkoutReturnedAt: Temporal.Instant | null
  /** What of it is set aside; null: nothing. */
  setAside: MoneyText | null
  /** Its payer's bank disputes it, or has taken it back. */
  claimOfBank: 'disputed' | 'taken_back' | null
}

export type ShownState =
  | PaymentFacts['state']
  | 'checking'
  | 'not_started'
  | 'voucher'
  | 'voucher_part'
  | 'voucher_none'
  | 'voucher_over'
  | 'refund_waits'
  | 'refunded'
  | 'partly_refunded'
  | 'reversed'
  | 'disputed'
  | 'taken_back'

export function paymentState(payment: Payment, now: Temporal.Instant): ShownState {
  const { state, refunded } = payment
  if (payment.reversedAt) return 'reversed'
  if (isChecking(payment)) return 'checking'
  if (state === 'processing') return processingState(payment, now)
  if (payment.awaitingPayer) return 'refund_waits'
  if (isGivenBack(payment)) return 'refunded'
  if (wasNotStarted(payment)) return 'not_started'
  if (state !== 'paid') return state
  if (payment.claimOfBank) return payment.claimOfBank
  if (!refunded) return state
  const own = refunded.find((money) => money.currency === payment.currency)
  if (!own || BigInt(own.amountMinor) < (payment.paidMinor ?? 0n)) return 'partly_refunded'
  return 'refunded'
}

function processingState(payment: Payment, now: Temporal.Instant): ShownState {
  const { expiresAt, outstandingMinor } = payment
  if (!expiresAt) return 'processing'
  if (Temporal.Instant.compare(expiresAt, now) <= 0) return 'voucher_over'
  const { kind } = stillNeeded(payment, outstandingMinor)
  return kind === 'whole' ? 'voucher' : `voucher_${kind}`
}
