import { standingOf } from '#lib/domain/installments.ts'
import { larger, smaller } from '#lib/domain/money.ts'
import { isWithin, smallestMinor } from './decision.ts'
import { dueDaysAfter } from './due-days.ts'
import { isEasier, monthlyLoad } from './load.ts'
import { type Plan, type PlanGround, type PlanTerms, planBy, planCostMinor } from './plan.ts'

const most = 3

/** Up to three plans that are easier than today, within the lender's policy; the suggested one is among them. */
export function planOptions(ground: PlanGround, targetMinor?: bigint): Plan[] {
  if (ground.books.outstandingMinor === 0n) return []
  const plans = [longerTerm(ground), pause(ground), partNow(ground), smallest(ground)]
  const distinct = plans
    .filter((plan) => plan !== undefined)
    .filter((plan) => isWithin(plan, ground) && isEasier(plan, ground))
    .filter((plan, index, all) => all.findIndex((other) => isSame(other, plan)) === index)
  const suggested = targetMinor === undefined ? undefined : closestTo(distinct, targetMinor)
  const shown = distinct.slice(0, most)
  if (!suggested || shown.includes(suggested)) return shown
  return [...shown.slice(0, most - 1), suggested]
}

/** The plan whose installment is closest to an amount; of two as close, the first. */
export function closestTo(plans: readonly Plan[], targetMinor: bigint): Plan | undefined {
  const off = ({ eachMinor }: Plan) =>
    eachMinor > targetMinor ? eachMinor - targetMinor : targetMinor - eachMinor
  return plans.reduce<Plan | undefined>(
    (best, plan) => (best && off(best) <= off(plan) ? best : plan),
    undefined,
  )
}

export type MonthlyLimits = {
  minimumMinor: bigint
  /** All that is owed: so much settles the loan. */
  maximumMinor: bigint
}

/** The bounds of an amount per month that the borrower names. */
export function monthlyLimits(ground: PlanGround): MonthlyLimits {
  const { books, policy, today } = ground
  const { remaining } = dueDaysAfter(books, today)
  const lowest = monthsUpTo(policy.mostExtraMonths, 0)
    .filter((extra) => remaining + extra > 0)
    .map((extra) => {
      const months = BigInt(remaining + extra)
      return (books.outstandingMinor + planCostMinor(ground, extra) + months - 1n) / months
    })
    .reduce(smaller, books.outstandingMinor)
  return {
    minimumMinor: larger(lowest, smallestMinor(ground)),
    maximumMinor: books.outstandingMinor,
  }
}

export type OwnAmountFault = 'below_minimum' | 'settles_now' | 'not_easier'

/** The plan with an amount per month that the borrower names, or what is wrong with the amount. */
export function ownAmountPlan(monthlyMinor: bigint, ground: PlanGround): Plan | OwnAmountFault {
  const { minimumMinor, maximumMinor } = monthlyLimits(ground)
  if (monthlyMinor >= maximumMinor) return 'settles_now'
  if (monthlyMinor < minimumMinor) return 'below_minimum'
  const plan = planBy({ ...terms('own_amount'), monthlyMinor }, ground)
  if (!plan || !isWithin(plan, ground)) return 'below_minimum'
  return isEasier(plan, ground) ? plan : 'not_easier'
}

// As much a month as before; what is overdue moves to the end.
function longerTerm(ground: PlanGround): Plan | undefined {
  return shortest(ground, terms('longer_term'), 1)
}

function pause(ground: PlanGround): Plan | undefined {
  const { mostPauseMonths, instant } = ground.policy
  const pauseMonths = Math.min(Math.max(instant?.mostPauseMonths ?? 0, 1), mostPauseMonths)
  if (pauseMonths === 0) return undefined
  return shortest(ground, { ...terms('pause'), pauseMonths }, pauseMonths)
}

// A usual installment of what is overdue now, or half of it: all of it would be paying, not a plan.
function partNow(ground: PlanGround): Plan | undefined {
  const { books, today } = ground
  const { arrearsMinor } = standingOf(books.schedule, books.outstandingMinor, today)
  const { usualMinor } = monthlyLoad(ground)
  const partMinor = arrearsMinor > usualMinor ? usualMinor : arrearsMinor / 2n
  const partNowMinor = larger(partMinor, smallestMinor(ground))
  if (arrearsMinor === 0n || partNowMinor >= arrearsMinor) return undefined
  return shortest(ground, { ...terms('part_now'), partNowMinor }, 0)
}

function smallest(ground: PlanGround): Plan | undefined {
  return plansOf(ground, terms('smaller_installments'), 1).reduce<Plan | undefined>(
    (best, plan) => (best && best.eachMinor <= plan.eachMinor ? best : plan),
    undefined,
  )
}

// The fewest extra months in which no month asks for more than is usual, or else as many as there may be.
function shortest(ground: PlanGround, by: PlanTerms, atLeast: number): Plan | undefined {
  const { usualMinor } = monthlyLoad(ground)
  const plans = plansOf(ground, by, atLeast)
  return plans.find((plan) => plan.eachMinor <= usualMinor) ?? plans.at(-1)
}

function plansOf(ground: PlanGround, by: PlanTerms, atLeast: number): Plan[] {
  return monthsUpTo(ground.policy.mostExtraMonths, atLeast)
    .map((extraMonths) => planBy({ ...by, extraMonths }, ground))
    .filter((plan) => plan !== undefined)
    .filter((plan) => isWithin(plan, ground))
}

function monthsUpTo(last: number, first: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function terms(kind: PlanTerms['kind']): PlanTerms {
  return { kind, extraMonths: 0, pauseMonths: 0, partNowMinor: 0n, monthlyMinor: null }
}

function isSame(a: Plan, b: Plan): boolean {
  return (
    a.installments.length === b.installments.length &&
    a.installments.every((one, index) => {
      const other = b.installments[index]
      return other?.amountMinor === one.amountMinor && other.dueOn.equals(one.dueOn)
    })
  )
}
