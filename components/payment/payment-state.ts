import { type AwaitingPayer, isGivenBack } from '#lib/domain/money/given-back.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import type { PaymentFacts } from '#lib/domain/timeline/facts.ts'

type Payment = {
  state: PaymentFacts['state']
  paidMinor: bigint | null
  currency: string
  reversedAt: Temporal.Instant | null
  /** While it is processing: until when its voucher can be paid. */
  expiresAt?: Temporal.Instant | null
  refunded: MoneyText[] | null
  awaitingPayer: AwaitingPayer[] | null
  /** What of it is set aside; null: nothing. */
  setAside: MoneyText | null
}

export type ShownState =
  | PaymentFacts['state']
  | 'voucher'
  | 'refund_waits'
  | 'refunded'
  | 'partly_refunded'
  | 'reversed'

/** What became of a payment, with what went back of it. */
export function paymentState({
  state,
  paidMinor,
  currency,
  expiresAt,
  ...back
}: Payment): ShownState {
  if (back.reversedAt) return 'reversed'
  if (state === 'processing' && expiresAt) return 'voucher'
  if (back.awaitingPayer) return 'refund_waits'
  if (isGivenBack({ state, ...back })) return 'refunded'
  if (state !== 'paid' || !back.refunded) return state
  const own = back.refunded.find((money) => money.currency === currency)
  if (!own || BigInt(own.amountMinor) < (paidMinor ?? 0n)) return 'partly_refunded'
  return 'refunded'
}
