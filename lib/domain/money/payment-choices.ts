import { dayAt } from '#lib/domain/day.ts'
import {
  cheapestUnlockMinor,
  type Effect,
  effectOf,
  type LenderClock,
  type LoanBalance,
} from '#lib/domain/lock/effect.ts'
import { sameCostThrough } from '#lib/domain/plan/cost.ts'
import {
  askedFor,
  type ChargeLimits,
  type PartLimits,
  partFault,
  partLimits,
} from './chargeable.ts'
import { arrearsOf, type LoanArrears } from './installments.ts'
import { larger, percentOf, smaller } from './money.ts'
import {
  isSettledAsSaid,
  quoteOn,
  type SettlementQuote,
  toSettleMinor,
} from './settlement-quote.ts'

export const choiceNames = [
  'arrears',
  'arrears_and_next',
  'installment',
  'settle',
  'other',
] as const
export type ChoiceName = (typeof choiceNames)[number]

export type PaymentChoice = {
  name: Exclude<ChoiceName, 'other'>
  /** What is asked for: of whole steps, and not below what can be charged. */
  amountMinor: bigint
  /** What of it is more than the choice costs: it counts towards what comes next, or is credit when the loan ends. */
  extraMinor: bigint
  rebateMinor: bigint
  /** What of a plan's cost is not earned, and falls away. */
  costReturnedMinor: bigint
  effect: Effect
  /** Last day on which a settlement quote stands. */
  validUntil?: Temporal.PlainDate
  nextDueOn?: Temporal.PlainDate
}

export type OwnAmount = Omit<PaymentChoice, 'name'> & { name: 'other' }

/** By what is judged what can be paid; `charge` undefined: nothing can be charged in this currency. */
export type PayTerms = LenderClock & { currency: string; charge: ChargeLimits | undefined }

type Terms = PayTerms & { charge: ChargeLimits }

/** What a borrower can choose to pay today, each with what it does to the lock; empty when nothing is owed. */
export function paymentChoices(balance: LoanBalance, terms: PayTerms): PaymentChoice[] {
  const { charge } = terms
  if (!charge || whyNothingIsAsked(balance, terms)) return []
  const arrears = arrearsOf(balance.schedule, balance.outstandingMinor, todayOf(terms))
  const all = { ...terms, charge }
  const choices: (PaymentChoice | undefined)[] = [
    payArrears(balance, arrears, all),
    arrearsAndNext(balance, arrears, all),
    oneInstallment(balance, arrears, all),
    settlement(balance, arrears, all),
  ]
  return choices.filter((choice) => choice !== undefined)
}

/** An amount of one's own, and what it does: what settles the loan settles it, whichever way it was chosen. */
export function ownAmount(balance: LoanBalance, amountMinor: bigint, terms: PayTerms): OwnAmount {
  const settle = settlementToday(balance, terms)
  if (settle?.amountMinor === amountMinor) return { ...settle, name: 'other' }
  const none = { extraMinor: 0n, rebateMinor: 0n, costReturnedMinor: 0n }
  return { name: 'other', amountMinor, ...none, effect: effectOf(balance, amountMinor, terms) }
}

/** The bounds of an amount the borrower types: never more than what settles the loan. Undefined when nothing can be charged. */
export function amountLimits(balance: LoanBalance, terms: PayTerms): PartLimits | undefined {
  const { policy, currency, charge } = terms
  if (!charge || whyNothingIsAsked(balance, terms)) return undefined
  const leastMinor = policy.minimumPaymentMinor[currency] ?? 1n
  const limits = partLimits(toSettleMinor(balance, todayOf(terms)), leastMinor, charge)
  const settle = settlementToday(balance, terms)
  return settle ? upTo(settle.amountMinor, limits) : limits
}

/** What settles the loan today; undefined: nothing is asked for, or nothing can be charged. */
function settlementToday(balance: LoanBalance, terms: PayTerms): PaymentChoice | undefined {
  const { charge } = terms
  if (!charge || whyNothingIsAsked(balance, terms)) return undefined
  const arrears = arrearsOf(balance.schedule, balance.outstandingMinor, todayOf(terms))
  return settlement(balance, arrears, { ...terms, charge })
}

function upTo(wholeMinor: bigint, limits: PartLimits): PartLimits {
  return {
    minimumMinor: smaller(limits.minimumMinor, wholeMinor),
    largestPartMinor: smaller(limits.largestPartMinor, wholeMinor),
    wholeMinor,
  }
}

/** The smallest amount that can be paid and opens the phone, when that is less than all that is overdue. */
export function leastToOpen(balance: LoanBalance, terms: PayTerms): bigint | undefined {
  const { arrearsMinor } = arrearsOf(balance.schedule, balance.outstandingMinor, todayOf(terms))
  const limits = amountLimits(balance, terms)
  const cheapestMinor = cheapestUnlockMinor(balance, terms)
  if (!limits || cheapestMinor === 0n) return undefined
  const leastMinor = larger(cheapestMinor, limits.minimumMinor)
  const isLess = leastMinor < arrearsMinor && !partFault(leastMinor, limits)
  return isLess && effectOf(balance, leastMinor, terms).kind !== 'none' ? leastMinor : undefined
}

/** Why nothing is asked for although something is owed; undefined: it is asked for. */
export function whyNothingIsAsked(
  balance: LoanBalance,
  terms: PayTerms,
): 'small_rest' | 'as_said' | undefined {
  if (restIsWaived(balance, terms)) return 'small_rest'
  return isSettledAsSaid(balance, todayOf(terms)) ? 'as_said' : undefined
}

/** Whether all that is owed is too little to be charged, and this lender waives it. */
export function restIsWaived(
  { outstandingMinor }: Pick<LoanBalance, 'outstandingMinor'>,
  { policy, charge }: Pick<PayTerms, 'policy' | 'charge'>,
): boolean {
  if (policy.smallRest !== 'waive' || !charge) return false
  return outstandingMinor > 0n && outstandingMinor < charge.minimumMinor
}

function payArrears(
  balance: LoanBalance,
  arrears: LoanArrears,
  terms: Terms,
): PaymentChoice | undefined {
  const { arrearsMinor } = arrears
  return arrearsMinor > 0n ? part('arrears', arrearsMinor, balance, terms) : undefined
}

function arrearsAndNext(
  balance: LoanBalance,
  arrears: LoanArrears,
  terms: Terms,
): PaymentChoice | undefined {
  const { arrearsMinor, next } = arrears
  if (!next) return undefined
  const choice = part('arrears_and_next', arrearsMinor + next.openMinor, balance, terms)
  return choice && { ...choice, nextDueOn: next.dueOn }
}

// Only worth offering when it is less than everything overdue.
function oneInstallment(
  balance: LoanBalance,
  arrears: LoanArrears,
  terms: Terms,
): PaymentChoice | undefined {
  const [oldest, second] = arrears.overdue
  if (!oldest || !second) return undefined
  return part('installment', oldest.openMinor, balance, terms)
}

function settlement(
  balance: LoanBalance,
  arrears: LoanArrears,
  terms: Terms,
): PaymentChoice | undefined {
  const today = todayOf(terms)
  const owedMinor = toSettleMinor(balance, today)
  // What was said before binds: it is never more by other rules or another day.
  const ofToday = quoteOfToday(balance, arrears, terms)
  const best = quoteOn({ quotes: [ofToday, ...(balance.quotes ?? [])] }, today) ?? ofToday
  if (best.rebateMinor >= owedMinor) return undefined
  const amountMinor = askedFor(owedMinor - best.rebateMinor, terms.charge)
  if (amountMinor === undefined) return undefined
  // What is rounded up is less waived; beyond what is owed it is credit.
  const rebateMinor = larger(owedMinor - amountMinor, 0n)
  const costReturnedMinor = balance.outstandingMinor - owedMinor
  return {
    name: 'settle',
    amountMinor,
    extraMinor: larger(amountMinor - owedMinor, 0n),
    rebateMinor,
    costReturnedMinor,
    effect: effectOf(balance, amountMinor, terms, rebateMinor + costReturnedMinor),
    validUntil: best.validUntil,
  }
}

// The rebate is on what is not due yet, so the quote cannot outlive the next due date, nor the day from which a plan has
// earned more of its cost.
function quoteOfToday(
  balance: LoanBalance,
  { arrearsMinor, next }: LoanArrears,
  terms: Terms,
): SettlementQuote {
  const today = todayOf(terms)
  const { rebatePercent, validDays } = terms.policy.settlement
  const lastDay = today.add({ days: validDays })
  const isDueBefore = next && Temporal.PlainDate.compare(next.dueOn, lastDay) < 0
  const notDueMinor = larger(toSettleMinor(balance, today) - arrearsMinor, 0n)
  return {
    rebateMinor: percentOf(notDueMinor, rebatePercent),
    validUntil: sameCostThrough(balance.planCost, today, isDueBefore ? next.dueOn : lastDay),
  }
}

// Not offered when it would leave a rest that cannot be paid alone: then settling is what there is.
function part(
  name: PaymentChoice['name'],
  dueMinor: bigint,
  balance: LoanBalance,
  terms: Terms,
): PaymentChoice | undefined {
  const amountMinor = askedFor(dueMinor, terms.charge)
  if (amountMinor === undefined) return undefined
  const leftMinor = toSettleMinor(balance, todayOf(terms)) - amountMinor
  if (leftMinor < terms.charge.minimumMinor) return undefined
  const effect = effectOf(balance, amountMinor, terms)
  const none = { rebateMinor: 0n, costReturnedMinor: 0n }
  return { name, amountMinor, extraMinor: amountMinor - dueMinor, ...none, effect }
}

function todayOf({ now, timeZone }: LenderClock): Temporal.PlainDate {
  return dayAt(now, timeZone)
}
