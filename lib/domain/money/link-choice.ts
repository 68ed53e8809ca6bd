import { dayAt } from '#lib/domain/day.ts'
import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import { arrearsOf } from './installments.ts'
import {
  amountLimits,
  type ChoiceName,
  type OwnAmount,
  ownAmount,
  type PaymentChoice,
  type PayTerms,
  paymentChoices,
} from './payment-choices.ts'

/** What a pay link is for: a phone's lock screen, somebody whom the borrower asks to pay, or paying off the whole loan. */
export type LinkPurpose = 'lock_screen' | 'ask' | 'settlement'

export type LinkChoice = PaymentChoice | OwnAmount

type Link = { purpose: LinkPurpose; endsAt: Temporal.Instant | null }

/** What the holder of a link is asked for; undefined: nothing can be paid by it now. */
export function linkChoice(
  { purpose, endsAt }: Link,
  balance: LoanBalance,
  terms: PayTerms,
): LinkChoice | undefined {
  if (endsAt && Temporal.Instant.compare(endsAt, terms.now) <= 0) return undefined
  if (purpose === 'settlement')
    return paymentChoices(balance, terms).find(({ name }) => name === 'settle')
  return (
    unlockingChoice(balance, terms) ?? (endsAt ? nextChoice(endsAt, balance, terms) : undefined)
  )
}

/**
 * What a helper is asked for: everything overdue; the whole rest when no less can be paid; the most that can be paid
 * at once when even that is less. Undefined when nothing is overdue, or nothing can be paid.
 */
function unlockingChoice(balance: LoanBalance, terms: PayTerms): LinkChoice | undefined {
  return arrearsToday(balance, terms).arrearsMinor > 0n
    ? payable('arrears', balance, terms)
    : undefined
}

// Where nothing is overdue, whoever is asked keeps the phone open: they pay what falls due while the link stands, and no more.
function nextChoice(
  endsAt: Temporal.Instant,
  balance: LoanBalance,
  terms: PayTerms,
): LinkChoice | undefined {
  const { next } = arrearsToday(balance, terms)
  const after = dayAt(endsAt, terms.timeZone)
  const fallsDue = next && Temporal.PlainDate.compare(next.dueOn, after) < 0
  return fallsDue ? payable('arrears_and_next', balance, terms) : undefined
}

function payable(name: ChoiceName, balance: LoanBalance, terms: PayTerms): LinkChoice | undefined {
  const choices = paymentChoices(balance, terms)
  const named = (wanted: ChoiceName) => choices.find((choice) => choice.name === wanted)
  return named(name) ?? named('settle') ?? mostAtOnce(balance, terms)
}

function arrearsToday({ schedule, outstandingMinor }: LoanBalance, { now, timeZone }: PayTerms) {
  return arrearsOf(schedule, outstandingMinor, dayAt(now, timeZone))
}

function mostAtOnce(balance: LoanBalance, terms: PayTerms): LinkChoice | undefined {
  const limits = amountLimits(balance, terms)
  if (!limits) return undefined
  return ownAmount(balance, limits.largestPartMinor, terms)
}
