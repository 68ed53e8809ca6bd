import { larger } from '#lib/domain/money/money.ts'
import { affordableMinor, type Budget, leftOverMinor } from './ask.ts'
import { type PlanBasis, remainingScheduleOf } from './basis.ts'
import { isWithin, smallestMinor } from './decision.ts'
import { isEasier } from './load.ts'
import { type Plan, type PlanShape, type PlanTerms, planOf, shapeOf } from './plan.ts'
import { timesInMonth } from './rhythm.ts'

const most = 3

/**
 * Up to three plans that are easier than today, within the lender's policy; the suggested one is among them.
 * Candidates are compared by their figures: the work does not grow with the number of their installments.
 */
export function planOptions(basis: PlanBasis, targetMinor?: bigint): Plan[] {
  const distinct = [longerTerm(basis), pause(basis), partNow(basis), smallest(basis)]
    .filter((shape) => shape !== undefined)
    .filter((shape) => isEasier(shape, basis))
    .filter((shape, index, all) => all.findIndex((other) => isSame(other, shape)) === index)
    .map((shape) => planOf(shape, basis))
  const suggested = targetMinor === undefined ? undefined : closestTo(distinct, targetMinor)
  const shown = distinct.slice(0, most)
  if (!suggested || shown.includes(suggested)) return shown
  return [...shown.slice(0, most - 1), suggested]
}

/** The plan that takes about half of what a budget leaves; undefined: each takes more than all of it. */
export function bestFitting(plans: readonly Plan[], budget: Budget): Plan | undefined {
  const closest = closestTo(plans, affordableMinor(budget))
  return closest && monthMinorOf(closest) <= leftOverMinor(budget) ? closest : undefined
}

function monthMinorOf({ eachMinor, rhythm }: Plan): bigint {
  return eachMinor * BigInt(timesInMonth(rhythm))
}

/** The plan of which a month's installments are closest to an amount; of two as close, the first. */
export function closestTo(plans: readonly Plan[], targetMinor: bigint): Plan | undefined {
  const off = (plan: Plan) => {
    const monthMinor = monthMinorOf(plan)
    return monthMinor > targetMinor ? monthMinor - targetMinor : targetMinor - monthMinor
  }
  return plans.reduce<Plan | undefined>(
    (best, plan) => (best && off(best) <= off(plan) ? best : plan),
    undefined,
  )
}

// As much each time as before; what is overdue moves to the end.
function longerTerm(basis: PlanBasis): PlanShape | undefined {
  return shortest(basis, terms('longer_term'), 1)
}

function pause(basis: PlanBasis): PlanShape | undefined {
  const { mostPauseMonths, instant } = basis.policy
  const pauseMonths = Math.min(Math.max(instant?.mostPauseMonths ?? 0, 1), mostPauseMonths)
  if (pauseMonths === 0) return undefined
  return shortest(basis, { ...terms('pause'), pauseMonths }, pauseMonths)
}

// A usual installment of what is overdue now, or half of it: all of it would be paying, not a plan.
function partNow(basis: PlanBasis): PlanShape | undefined {
  const { arrears, usualMinor } = remainingScheduleOf(basis)
  const { arrearsMinor } = arrears
  const partMinor = arrearsMinor > usualMinor ? usualMinor : arrearsMinor / 2n
  const partNowMinor = larger(partMinor, smallestMinor(basis))
  if (partNowMinor >= arrearsMinor) return undefined
  return shortest(basis, { ...terms('part_now'), partNowMinor }, 0)
}

function smallest(basis: PlanBasis): PlanShape | undefined {
  return shapesOf(basis, terms('smaller_installments'), 1).reduce<PlanShape | undefined>(
    (best, shape) => (best && best.eachMinor <= shape.eachMinor ? best : shape),
    undefined,
  )
}

// The fewest extra months in which no installment asks for more than is usual, or else as many as there may be.
function shortest(basis: PlanBasis, by: PlanTerms, atLeast: number): PlanShape | undefined {
  const { usualMinor } = remainingScheduleOf(basis)
  const shapes = shapesOf(basis, by, atLeast)
  return shapes.find((shape) => shape.eachMinor <= usualMinor) ?? shapes.at(-1)
}

function shapesOf(basis: PlanBasis, by: PlanTerms, atLeast: number): PlanShape[] {
  return monthsUpTo(basis.policy.mostExtraMonths, atLeast)
    .map((extraMonths) => shapeOf({ ...by, extraMonths }, basis))
    .filter((shape) => shape !== undefined)
    .filter((shape) => isWithin(shape, basis))
}

function monthsUpTo(last: number, first: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function terms(kind: PlanTerms['kind']): PlanTerms {
  return { kind, extraMonths: 0, pauseMonths: 0, partNowMinor: 0n, ownMinor: null }
}

// On the same days, and so with the same cost, the same amounts.
function isSame(a: PlanShape, b: PlanShape): boolean {
  return (
    a.count === b.count &&
    a.terms.pauseMonths === b.terms.pauseMonths &&
    a.terms.partNowMinor === b.terms.partNowMinor
  )
}
