import { larger, smaller } from '#lib/domain/money/money.ts'
import { isWithin, smallestMinor } from './decision.ts'
import { type PlanGround, terrainOf } from './ground.ts'
import { isEasier } from './load.ts'
import {
  type Plan,
  type PlanShape,
  type PlanTerms,
  planCostMinor,
  planOf,
  shapeOf,
} from './plan.ts'
import { timesInMonth } from './rhythm.ts'

const most = 3

/**
 * Up to three plans that are easier than today, within the lender's policy; the suggested one is among them.
 * Candidates are compared by their figures: the work does not grow with the number of their installments.
 */
export function planOptions(ground: PlanGround, targetMinor?: bigint): Plan[] {
  const distinct = [longerTerm(ground), pause(ground), partNow(ground), smallest(ground)]
    .filter((shape) => shape !== undefined)
    .filter((shape) => isEasier(shape, ground))
    .filter((shape, index, all) => all.findIndex((other) => isSame(other, shape)) === index)
    .map((shape) => planOf(shape, ground))
  const suggested = targetMinor === undefined ? undefined : closestTo(distinct, targetMinor)
  const shown = distinct.slice(0, most)
  if (!suggested || shown.includes(suggested)) return shown
  return [...shown.slice(0, most - 1), suggested]
}

/** The plan of which a month's installments are closest to an amount; of two as close, the first. */
export function closestTo(plans: readonly Plan[], targetMinor: bigint): Plan | undefined {
  const off = ({ eachMinor, rhythm }: Plan) => {
    const monthMinor = eachMinor * BigInt(timesInMonth(rhythm))
    return monthMinor > targetMinor ? monthMinor - targetMinor : targetMinor - monthMinor
  }
  return plans.reduce<Plan | undefined>(
    (best, plan) => (best && off(best) <= off(plan) ? best : plan),
    undefined,
  )
}

export type OwnLimits = {
  minimumMinor: bigint
  /** All that is owed: so much settles the loan. */
  maximumMinor: bigint
}

/** The bounds of an amount for each installment that the borrower names. */
export function ownLimits(ground: PlanGround): OwnLimits {
  const { books, policy } = ground
  const { days } = terrainOf(ground)
  const lowest = monthsUpTo(policy.mostExtraMonths, 0)
    .map((extra) => ({ extra, dueDays: BigInt(days.countWith(extra)) }))
    .filter(({ dueDays }) => dueDays > 0n)
    .map(({ extra, dueDays }) => {
      const totalMinor = books.outstandingMinor + planCostMinor(ground, extra)
      return (totalMinor + dueDays - 1n) / dueDays
    })
    .reduce(smaller, books.outstandingMinor)
  return {
    minimumMinor: larger(lowest, smallestMinor(ground)),
    maximumMinor: books.outstandingMinor,
  }
}

export type OwnAmountFault = 'below_minimum' | 'settles_now' | 'not_easier'

/** The plan with an amount for each installment that the borrower names, or what is wrong with the amount. */
export function ownAmountPlan(ownMinor: bigint, ground: PlanGround): Plan | OwnAmountFault {
  if (ownMinor >= ground.books.outstandingMinor) return 'settles_now'
  const shape = shapeOf({ ...terms('own_amount'), ownMinor }, ground)
  if (!shape || !isWithin(shape, ground)) return 'below_minimum'
  return isEasier(shape, ground) ? planOf(shape, ground) : 'not_easier'
}

// As much each time as before; what is overdue moves to the end.
function longerTerm(ground: PlanGround): PlanShape | undefined {
  return shortest(ground, terms('longer_term'), 1)
}

function pause(ground: PlanGround): PlanShape | undefined {
  const { mostPauseMonths, instant } = ground.policy
  const pauseMonths = Math.min(Math.max(instant?.mostPauseMonths ?? 0, 1), mostPauseMonths)
  if (pauseMonths === 0) return undefined
  return shortest(ground, { ...terms('pause'), pauseMonths }, pauseMonths)
}

// A usual installment of what is overdue now, or half of it: all of it would be paying, not a plan.
function partNow(ground: PlanGround): PlanShape | undefined {
  const { standing, usualMinor } = terrainOf(ground)
  const { arrearsMinor } = standing
  const partMinor = arrearsMinor > usualMinor ? usualMinor : arrearsMinor / 2n
  const partNowMinor = larger(partMinor, smallestMinor(ground))
  if (partNowMinor >= arrearsMinor) return undefined
  return shortest(ground, { ...terms('part_now'), partNowMinor }, 0)
}

function smallest(ground: PlanGround): PlanShape | undefined {
  return shapesOf(ground, terms('smaller_installments'), 1).reduce<PlanShape | undefined>(
    (best, shape) => (best && best.eachMinor <= shape.eachMinor ? best : shape),
    undefined,
  )
}

// The fewest extra months in which no installment asks for more than is usual, or else as many as there may be.
function shortest(ground: PlanGround, by: PlanTerms, atLeast: number): PlanShape | undefined {
  const { usualMinor } = terrainOf(ground)
  const shapes = shapesOf(ground, by, atLeast)
  return shapes.find((shape) => shape.eachMinor <= usualMinor) ?? shapes.at(-1)
}

function shapesOf(ground: PlanGround, by: PlanTerms, atLeast: number): PlanShape[] {
  return monthsUpTo(ground.policy.mostExtraMonths, atLeast)
    .map((extraMonths) => shapeOf({ ...by, extraMonths }, ground))
    .filter((shape) => shape !== undefined)
    .filter((shape) => isWithin(shape, ground))
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
