import { typedAmount } from '#app/payment/pay-wish.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { End } from '#lib/domain/lock/may-lock.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import { type Rival, rivalOf } from '#lib/domain/money/attempt.ts'
import {
  type PartFault,
  type PartLimits,
  partFault,
  type WayToPay,
} from '#lib/domain/money/chargeable.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import {
  amountLimits,
  type ChoiceName,
  choiceNames,
  type OwnAmount,
  ownAmount,
  type PaymentChoice,
  paymentChoices,
  whyNothingIsAsked,
} from '#lib/domain/money/payment-choices.ts'
import { voucherLivesOf } from '#lib/domain/money/payment-methods.ts'
import { payTerms, waysToPay } from '#lib/gateways/psp/charge-limits.ts'
import type { Reader } from '#lib/i18n/format.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'

/** What the person chose and typed last time, kept in the address. */
export type Asked = { choice?: string; amount?: string; refusal?: string }

export type PayError = 'choose_one' | 'not_an_amount' | 'confirm_another' | PartFault

export type Quote = {
  phone: Phone
  opening: Opening
  /** Until when the phone is left open whatever is paid. */
  leftOpen: End
  /** It has been paid for, and is being opened: whatever else is paid only keeps it open. */
  isPaid: boolean
  hasArrears: boolean
  /** Whether a part of the oldest overdue installment, and of the next, has been paid. */
  hasBegun: { oldest: boolean; next: boolean }
  choices: PaymentChoice[]
  /** The lender's ways of paying. */
  ways: WayToPay[]
  /** For how many days a voucher of it can be paid. */
  voucherLives: ReturnType<typeof voucherLivesOf>
  /** Undefined: nothing can be paid here. */
  limits: PartLimits | undefined
  /** Why the lender waives what is owed; undefined: it does not. */
  whyNothing: ReturnType<typeof whyNothingIsAsked>
  chosen: ChoiceName | undefined
  typed: string
  /** The typed amount, read and within the limits, with what it does. */
  preview: OwnAmount | undefined
  /** What of it is more than is overdue, and which installment that pays first; undefined: nothing, or it ends the loan. */
  ahead: { extraMinor: bigint; nextDueOn: Temporal.PlainDate } | undefined
  error: PayError | undefined
  refusal: string | undefined
  /** What stands beside one more payment. */
  rival: Rival | undefined
}

export function quoteOf(
  phone: Phone,
  asked: Asked,
  { lender, reader }: { lender: Pick<Lender, 'policy' | 'paymentMethods'>; reader: Reader },
): Quote {
  const terms = payTerms(lender, phone.currency, reader)
  const ways = waysToPay(phone.currency, lender.paymentMethods)
  const { arrears, opening, reason } = phoneStatus(phone, reader)
  const limits = amountLimits(phone, terms)
  const chosen = choiceNames.find((name) => name === asked.choice)
  const typed = String(asked.amount ?? '').slice(0, 40)
  const amountMinor = chosen === 'other' ? typedAmount(typed, terms, reader.locale) : undefined
  const error = errorOf({ asked, chosen, amountMinor, limits })
  const isPayable = amountMinor !== undefined && limits && !partFault(amountMinor, limits)
  const preview = isPayable ? ownAmount(phone, amountMinor, terms) : undefined
  return {
    phone,
    opening,
    leftOpen: leftOpenUntil({ ...phone, balance: phone }, terms),
    isPaid: reason === 'paid_not_confirmed',
    hasArrears: arrears.arrearsMinor > 0n,
    hasBegun: { oldest: hasBegun(arrears.overdue[0]), next: hasBegun(arrears.next) },
    choices: paymentChoices(phone, terms),
    ways,
    voucherLives: voucherLivesOf(
      ways.map(({ method }) => method),
      lender.policy.clearingDays,
    ),
    whyNothing: whyNothingIsAsked(phone, terms),
    limits,
    chosen,
    typed,
    preview,
    ahead: preview && aheadOf(preview, arrears),
    error,
    refusal: asked.refusal,
    rival: rivalOf(phone.attempts, null, reader.now),
  }
}

function aheadOf(
  { amountMinor, effect }: OwnAmount,
  { arrearsMinor, next }: LoanArrears,
): Quote['ahead'] {
  const extraMinor = amountMinor - arrearsMinor
  if (!next || extraMinor <= 0n || effect.kind === 'release') return undefined
  return { extraMinor, nextDueOn: next.dueOn }
}

function hasBegun(installment: { openMinor: bigint; amountMinor: bigint } | undefined): boolean {
  return installment !== undefined && installment.openMinor < installment.amountMinor
}

type Typed = {
  asked: Asked
  chosen: ChoiceName | undefined
  amountMinor: bigint | undefined
  limits: PartLimits | undefined
}

function errorOf({ asked, chosen, amountMinor, limits }: Typed): PayError | undefined {
  if (asked.refusal === 'choose_one') return 'choose_one'
  if (chosen === 'other') {
    if (amountMinor === undefined) return 'not_an_amount'
    const fault = limits && partFault(amountMinor, limits)
    if (fault) return fault
  }
  return asked.refusal === 'confirm_another' ? 'confirm_another' : undefined
}
