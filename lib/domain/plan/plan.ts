import type { Installment } from '#lib/domain/money/installments.ts'
import { larger, percentOf, smaller } from '#lib/domain/money/money.ts'
import { type PlanBasis, remainingScheduleOf } from './basis.ts'
import type { DueDays } from './due-days.ts'
import type { Rhythm } from './rhythm.ts'

export const planKinds = [
  'longer_term',
  'smaller_installments',
  'pause',
  'part_now',
  'own_amount',
  'counter',
] as const
type PlanKind = (typeof planKinds)[number]

/** By what a plan is computed; the same terms give fresh figures when the balance has changed. */
export type PlanTerms = {
  kind: PlanKind
  /** Months by which the term grows. */
  extraMonths: number
  /** Months without an installment, among the extra ones. */
  pauseMonths: number
  /** An installment that is due today. */
  partNowMinor: bigint
  /** An amount for each installment: then it decides the extra months. */
  ownMinor: bigint | null
}

/** A plan in its figures, without its days. */
export type PlanShape = {
  terms: PlanTerms
  costMinor: bigint
  /** What is paid in most installments; the last one takes what is left. */
  eachMinor: bigint
  lastMinor: bigint
  /** How many installments there are beside the one that is due today. */
  count: number
  highestMinor: bigint
  /** The smallest but the last; null: there is one only. */
  lowestMinor: bigint | null
}

/** A whole new schedule: its installments sum to what is outstanding and its cost. */
export type Plan = PlanShape & {
  installments: Installment[]
  firstDueOn: Temporal.PlainDate
  lastDueOn: Temporal.PlainDate
  rhythm: Rhythm
}

/** More than any loan has that is paid every day, with the longest term that a lender can allow. */
const mostInstallments = 2_000

/** What the extra months cost: for each a percentage of what is owed, rounded down. There is no cost on cost. */
export function planCostMinor(
  { costBearingMinor, policy }: PlanBasis,
  extraMonths: number,
): bigint {
  return percentOf(costBearingMinor * BigInt(extraMonths), policy.costPercentPerMonth)
}

/** The figures by these terms; undefined when they leave nothing to pay or no day to pay it on. */
export function shapeOf(terms: PlanTerms, basis: PlanBasis): PlanShape | undefined {
  const { partNowMinor, pauseMonths, ownMinor } = terms
  const { days } = remainingScheduleOf(basis)
  const extraMonths = ownMinor === null ? terms.extraMonths : monthsFor(ownMinor, basis)
  const costMinor = planCostMinor(basis, extraMonths)
  const restMinor = basis.balance.outstandingMinor + costMinor - partNowMinor
  const dueDays = days.countWith(extraMonths) - pausedDays(days, pauseMonths)
  if (partNowMinor < 0n || restMinor <= 0n || dueDays < 1) return undefined
  const sharedMinor = restMinor / BigInt(dueDays)
  const eachMinor = ownMinor ?? sharedMinor
  if (eachMinor < 1n) return undefined
  const count = eachMinor === sharedMinor ? dueDays : countOf(eachMinor, restMinor, basis)
  if (count > mostInstallments) return undefined
  const lastMinor = restMinor - eachMinor * BigInt(count - 1)
  const before = [...(partNowMinor > 0n ? [partNowMinor] : []), ...(count > 1 ? [eachMinor] : [])]
  return {
    terms: { ...terms, extraMonths },
    costMinor,
    eachMinor,
    lastMinor,
    count,
    highestMinor: before.reduce(larger, lastMinor),
    lowestMinor: before.length > 0 ? before.reduce(smaller) : null,
  }
}

// What is left after the last whole installment is one of its own, or paid with it when it could not be paid alone.
function countOf(eachMinor: bigint, restMinor: bigint, { leastChargeMinor = 1n }: PlanBasis) {
  const whole = restMinor / eachMinor
  const isPaidAlone = restMinor - whole * eachMinor >= leastChargeMinor
  return Number(larger(isPaidAlone ? whole + 1n : whole, 1n))
}

/** The schedule by these terms; undefined when there is none. */
export function planBy(terms: PlanTerms, basis: PlanBasis): Plan | undefined {
  const shape = shapeOf(terms, basis)
  return shape && planOf(shape, basis)
}

/** A plan's figures with their days. */
export function planOf(shape: PlanShape, basis: PlanBasis): Plan {
  const { days } = remainingScheduleOf(basis)
  const { terms, count, eachMinor, lastMinor } = shape
  const skipped = pausedDays(days, terms.pauseMonths)
  const later = Array.from({ length: count }, (_, index) => ({
    dueOn: days.on(index + skipped),
    amountMinor: index === count - 1 ? lastMinor : eachMinor,
  }))
  const { partNowMinor: amountMinor } = terms
  const now = amountMinor > 0n ? [{ dueOn: basis.today, amountMinor }] : []
  const installments = [...now, ...later].map((one, index) => ({ number: index + 1, ...one }))
  return {
    ...shape,
    installments,
    firstDueOn: installments[0]?.dueOn ?? basis.today,
    lastDueOn: installments.at(-1)?.dueOn ?? basis.today,
    rhythm: days.rhythm,
  }
}

/** The day on which the first installment by these terms is due. */
export function firstDueOn(
  { partNowMinor, pauseMonths }: PlanTerms,
  basis: PlanBasis,
): Temporal.PlainDate {
  if (partNowMinor > 0n) return basis.today
  const { days } = remainingScheduleOf(basis)
  return days.on(pausedDays(days, pauseMonths))
}

// A pause leaves out as many due days as the same time adds at the end.
function pausedDays({ countWith }: DueDays, pauseMonths: number): number {
  return countWith(pauseMonths) - countWith(0)
}

/** What is paid each time when everything is shared out over so many extra months; undefined: there is no day to pay on. */
export function sharedOutMinor(extraMonths: number, basis: PlanBasis): bigint | undefined {
  const dueDays = remainingScheduleOf(basis).days.countWith(extraMonths)
  const totalMinor = basis.balance.outstandingMinor + planCostMinor(basis, extraMonths)
  return dueDays > 0 ? totalMinor / BigInt(dueDays) : undefined
}

// The fewest extra months in which so much each time pays everything but what rounding leaves; beyond all limits when none do.
function monthsFor(ownMinor: bigint, basis: PlanBasis): number {
  const { mostExtraMonths } = basis.policy
  for (let extra = 0; extra <= mostExtraMonths; extra += 1) {
    const sharedMinor = sharedOutMinor(extra, basis)
    if (sharedMinor !== undefined && ownMinor >= sharedMinor) return extra
  }
  return mostExtraMonths + 1
}
