import type { LoanBooks } from '#lib/domain/effect.ts'
import type { Installment } from '#lib/domain/installments.ts'
import { larger, percentOf } from '#lib/domain/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { dueDaysAfter } from './due-days.ts'

export const planKinds = [
  'longer_term',
  'smaller_installments',
  'pause',
  'part_now',
  'own_amount',
  'counter',
] as const
export type PlanKind = (typeof planKinds)[number]

/** By what a plan is computed; the same terms give fresh figures when the books have changed. */
export type PlanTerms = {
  kind: PlanKind
  /** Months by which the term grows. */
  extraMonths: number
  /** Months without an installment, among the extra ones. */
  pauseMonths: number
  /** An installment that is due today. */
  partNowMinor: bigint
  /** An amount per month: then it decides the extra months. */
  monthlyMinor: bigint | null
}

export type PlanGround = {
  /** As they are once the plan that runs now has made way: without what of its cost is not earned. */
  books: LoanBooks
  /** What of them bears a cost: what is owed without the cost of earlier plans. */
  costBearingMinor: bigint
  /** What of the running plan's cost falls away when another takes its place. */
  costReturnedMinor: bigint
  currency: string
  today: Temporal.PlainDate
  policy: LenderPolicy['plan']
}

/** A whole new schedule: its installments sum to what is outstanding and its cost. */
export type Plan = {
  terms: PlanTerms
  installments: Installment[]
  costMinor: bigint
  firstDueOn: Temporal.PlainDate
  lastDueOn: Temporal.PlainDate
  /** What is paid in most months; the last installment takes the rounding remainder. */
  eachMinor: bigint
  highestMinor: bigint
}

/** What the extra months cost: for each a percentage of what is owed, rounded down. There is no cost on cost. */
export function planCostMinor(
  { costBearingMinor, policy }: PlanGround,
  extraMonths: number,
): bigint {
  return percentOf(costBearingMinor * BigInt(extraMonths), policy.costPercentPerMonth)
}

/** The schedule by these terms; undefined when they leave nothing to pay or no month to pay it in. */
export function planBy(terms: PlanTerms, ground: PlanGround): Plan | undefined {
  const { partNowMinor, pauseMonths, monthlyMinor } = terms
  const { on, remaining } = dueDaysAfter(ground.books, ground.today)
  const extraMonths = monthlyMinor === null ? terms.extraMonths : monthsFor(monthlyMinor, ground)
  const costMinor = planCostMinor(ground, extraMonths)
  const restMinor = ground.books.outstandingMinor + costMinor - partNowMinor
  const months = remaining + extraMonths - pauseMonths
  if (partNowMinor < 0n || restMinor <= 0n || months < 1) return undefined
  const eachMinor = monthlyMinor ?? restMinor / BigInt(months)
  const amounts = monthlyMinor === null ? evenly(restMinor, months) : each(restMinor, monthlyMinor)
  if (eachMinor < 1n) return undefined
  const monthly = amounts.map((amountMinor, index) => ({
    dueOn: on(index + pauseMonths),
    amountMinor,
  }))
  const now = partNowMinor > 0n ? [{ dueOn: ground.today, amountMinor: partNowMinor }] : []
  const installments = [...now, ...monthly].map((one, index) => ({ number: index + 1, ...one }))
  return {
    terms: { ...terms, extraMonths },
    installments,
    costMinor,
    firstDueOn: installments[0]?.dueOn ?? ground.today,
    lastDueOn: installments.at(-1)?.dueOn ?? ground.today,
    eachMinor,
    highestMinor: installments.reduce((most, one) => larger(most, one.amountMinor), 0n),
  }
}

// The fewest extra months in which so much a month pays everything; beyond all limits when none do.
function monthsFor(monthlyMinor: bigint, ground: PlanGround): number {
  const { remaining } = dueDaysAfter(ground.books, ground.today)
  const { outstandingMinor } = ground.books
  for (let extra = 0; extra <= ground.policy.mostExtraMonths; extra += 1) {
    const totalMinor = outstandingMinor + planCostMinor(ground, extra)
    if (monthlyMinor * BigInt(remaining + extra) >= totalMinor) return extra
  }
  return ground.policy.mostExtraMonths + 1
}

function evenly(totalMinor: bigint, months: number): bigint[] {
  const eachMinor = totalMinor / BigInt(months)
  const rest = totalMinor - eachMinor * BigInt(months - 1)
  return [...Array.from({ length: months - 1 }, () => eachMinor), rest]
}

function each(totalMinor: bigint, monthlyMinor: bigint): bigint[] {
  const whole = (totalMinor - 1n) / monthlyMinor
  const rest = totalMinor - whole * monthlyMinor
  return [...Array.from({ length: Number(whole) }, () => monthlyMinor), rest]
}
