import { type Effect, effectOf } from '#lib/domain/effect.ts'
import type { LockReason } from '#lib/domain/lock-reason.ts'
import { parseAmount } from '#lib/domain/money.ts'
import {
  type AmountLimits,
  amountLimits,
  type ChoiceName,
  choiceNames,
  type PaymentChoice,
  paymentChoices,
} from '#lib/domain/payment-choices.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { isPaymentLock, phoneStanding } from '#lib/loans/phone-standing.ts'
import type { Phone } from '#lib/loans/queries.ts'
import { type Reader, todayOf } from '#lib/words/format.ts'

/** What the person chose and typed last time, kept in the address. */
export type Asked = { choice?: string; amount?: string; refusal?: string }

export type PayError =
  | 'choose_one'
  | 'not_an_amount'
  | 'below_minimum'
  | 'above_maximum'
  | 'confirm_another'

export type Quote = {
  phone: Phone
  lock: 'locked' | 'open' | 'not_about_payment' | 'returned'
  hasArrears: boolean
  choices: PaymentChoice[]
  limits: AmountLimits
  chosen: ChoiceName | undefined
  typed: string
  /** The typed amount, read and within the limits, with what it does. */
  preview: { amountMinor: bigint; effect: Effect } | undefined
  error: PayError | undefined
  refusal: string | undefined
}

/** Everything the amount page shows: what can be paid, and how far what was typed makes sense. */
export function quoteOf(
  phone: Phone,
  asked: Asked,
  { policy, reader }: { policy: LenderPolicy; reader: Reader },
): Quote {
  const clock = { policy, timeZone: reader.timeZone, now: reader.now }
  const { standing, reason } = phoneStanding(phone, todayOf(reader))
  const limits = amountLimits(phone, phone.currency, clock)
  const chosen = choiceNames.find((name) => name === asked.choice)
  const typed = String(asked.amount ?? '').slice(0, 40)
  const amountMinor = chosen === 'other' ? parseAmount(typed, phone.currency) : undefined
  const error = errorOf({ asked, chosen, amountMinor, limits })
  const isReadable =
    amountMinor !== undefined && error !== 'below_minimum' && error !== 'above_maximum'
  return {
    phone,
    lock: lockOf(reason),
    hasArrears: standing.arrearsMinor > 0n,
    choices: paymentChoices(phone, clock),
    limits,
    chosen,
    typed,
    preview: isReadable ? { amountMinor, effect: effectOf(phone, amountMinor, clock) } : undefined,
    error,
    refusal: asked.refusal,
  }
}

function lockOf(reason: LockReason): Quote['lock'] {
  if (reason === 'returned' || reason === 'open') return reason
  return isPaymentLock(reason) ? 'locked' : 'not_about_payment'
}

type Typed = {
  asked: Asked
  chosen: ChoiceName | undefined
  amountMinor: bigint | undefined
  limits: AmountLimits
}

function errorOf({ asked, chosen, amountMinor, limits }: Typed): PayError | undefined {
  if (asked.refusal === 'choose_one') return 'choose_one'
  if (chosen === 'other') {
    if (amountMinor === undefined) return 'not_an_amount'
    if (amountMinor < limits.minimumMinor) return 'below_minimum'
    if (amountMinor > limits.maximumMinor) return 'above_maximum'
  }
  return asked.refusal === 'another_open' ? 'confirm_another' : undefined
}
