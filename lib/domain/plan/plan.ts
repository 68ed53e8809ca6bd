import type { Installment } from '#lib/domain/money/installments.ts'
import { larger, percentOf, smaller } from '#lib/domain/money/money.ts'
import type { DueDays } from './due-days.ts'
import { type PlanGround, terrainOf } from './ground.ts'
import type { Rhythm } from './rhythm.ts'

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
  /** An amount for each installment: then it decides the extra months. */
  ownMinor: bigint | null
}

/** A plan in its figures, without its days. */
export type PlanShape = {
  terms: PlanTerms
  costMinor: bigint
  /** What is paid in most installments; the last one takes the rounding remainder. */
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
  { costBearingMinor, policy }: PlanGround,
  extraMonths: number,
): bigint {
  return percentOf(costBearingMinor * BigInt(extraMonths), policy.costPercentPerMonth)
}

/** The figures by these terms; undefined when they leave nothing to pay or no day to pay it on. */
export function shapeOf(terms: PlanTerms, ground: PlanGround): PlanShape | undefined {
  const { partNowMinor, pauseMonths, ownMinor } = terms
  const { days } = terrainOf(ground)
  const extraMonths = ownMinor === null ? terms.extraMonths : monthsFor(ownMinor, ground)
  const costMinor = planCostMinor(ground, extraMonths)
  const restMinor = ground.books.outstandingMinor + costMinor - partNowMinor
  const dueDays = days.countWith(extraMonths) - pausedDays(days, pauseMonths)
  if (partNowMinor < 0n || restMinor <= 0n || dueDays < 1) return undefined
  const eachMinor = ownMinor ?? restMinor / BigInt(dueDays)
  if (eachMinor < 1n) return undefined
  const count = ownMinor === null ? dueDays : Number((restMinor + ownMinor - 1n) / ownMinor)
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

/** The schedule by these terms; undefined when there is none. */
export function planBy(terms: PlanTerms, ground: PlanGround): Plan | undefined {
  const shape = shapeOf(terms, ground)
  return shape && planOf(shape, ground)
}

/** A plan's figures with their days. */
export function planOf(shape: PlanShape, ground: PlanGround): Plan {
  const { days } = terrainOf(ground)
  const { terms, count, eachMinor, lastMinor } = shape
  const skipped = pausedDays(days, terms.pauseMonths)
  const later = Array.from({ length: count }, (_, index) => ({
    dueOn: days.on(index + skipped),
    amountMinor: index === count - 1 ? lastMinor : eachMinor,
  }))
  const { partNowMinor: amountMinor } = terms
  const now = amountMinor > 0n ? [{ dueOn: ground.today, amountMinor }] : []
  const installments = [...now, ...later].map((one, index) => ({ number: index + 1, ...one }))
  return {
    ...shape,
    installments,
    firstDueOn: installments[0]?.dueOn ?? ground.today,
    lastDueOn: installments.at(-1)?.dueOn ?? ground.today,
    rhythm: days.rhythm,
  }
}

/** The day on which the first installment by these terms is due. */
export function firstDueOn(
  { partNowMinor, pauseMonths }: PlanTerms,
  ground: PlanGround,
): Temporal.PlainDate {
  if (partNowMinor > 0n) return ground.today
  const { days } = terrainOf(ground)
  return days.on(pausedDays(days, pauseMonths))
}

// A pause leaves out as many due days as the same time adds at the end.
function pausedDays({ countWith }: DueDays, pauseMonths: number): number {
  return countWith(pauseMonths) - countWith(0)
}

// The fewest extra months in which so much each time pays everything; beyond all limits when none do.
function monthsFor(ownMinor: bigint, ground: PlanGround): number {
  const { days } = terrainOf(ground)
  const { outstandingMinor } = ground.books
  for (let extra = 0; extra <= ground.policy.mostExtraMonths; extra += 1) {
    const totalMinor = outstandingMinor + planCostMinor(ground, extra)
    if (ownMinor * BigInt(days.countWith(extra)) >= totalMinor) return extra
  }
  return ground.policy.mostExtraMonths + 1
}
