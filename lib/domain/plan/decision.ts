import { larger } from '#lib/domain/money/money.ts'
import type { PlanBasis } from './basis.ts'
import { isEasier } from './load.ts'
import { firstDueOn, type PlanShape } from './plan.ts'

export const planRefusals = [
  'not_offered',
  'nothing_owed',
  'already_asked',
  'return_under_way',
  'too_many_in_year',
  'term_too_long',
  'pause_too_long',
  'installment_too_small',
  'not_easier',
] as const
export type PlanRefusal = (typeof planRefusals)[number]

/** What was asked and agreed about the loan before. */
export type PlanHistory = {
  /** A request of this loan waits for a decision or for an answer. */
  isAsked: boolean
  /** The phone is on its way back to the lender. */
  isReturning: boolean
  /** Plans agreed in the last year. */
  agreedInYear: number
}

export type PlanDecision =
  | { kind: 'instant' }
  | { kind: 'person'; decideBy: Temporal.PlainDate }
  | { kind: 'refused'; refusals: PlanRefusal[] }

/** Why no plan can be asked for at all; none: it can. */
export function barsToAsking({ balance, policy }: PlanBasis, history: PlanHistory): PlanRefusal[] {
  const bars = {
    not_offered: !policy.offered,
    nothing_owed: balance.outstandingMinor === 0n,
    already_asked: history.isAsked,
    return_under_way: history.isReturning,
    too_many_in_year: history.agreedInYear >= policy.mostInYear,
  }
  return planRefusals.filter((name) => name in bars && bars[name as keyof typeof bars])
}

/** Inside the lender's instant rules a plan is offered at once; beyond them a person decides; outside all of them it is refused. */
export function decide(
  plan: PlanShape | undefined,
  basis: PlanBasis,
  history: PlanHistory,
): PlanDecision {
  const bars = barsToAsking(basis, history)
  if (bars.length > 0) return { kind: 'refused', refusals: bars }
  const limits = plan ? limitsBroken(plan, basis) : ['installment_too_small' as const]
  if (!plan || limits.length > 0) return { kind: 'refused', refusals: limits }
  if (!isEasier(plan, basis)) return { kind: 'refused', refusals: ['not_easier'] }
  if (isInstant(plan, basis)) return { kind: 'instant' }
  const decideBy = basis.today.add({ days: basis.policy.decideWithinDays })
  return { kind: 'person', decideBy }
}

/** Whether a plan is decided without a person. */
export function isInstant({ terms }: PlanShape, basis: PlanBasis): boolean {
  const { policy, instantThrough: last } = basis
  const { instant } = policy
  if (!instant) return false
  const { extraMonths, pauseMonths } = terms
  // It keeps the phone open until then, beside what has kept it open before.
  if (last && Temporal.PlainDate.compare(firstDueOn(terms, basis), last) > 0) return false
  return extraMonths <= instant.mostExtraMonths && pauseMonths <= instant.mostPauseMonths
}

export function isWithin(plan: PlanShape, basis: PlanBasis): boolean {
  return limitsBroken(plan, basis).length === 0
}

/** Which of the lender's limits a plan breaks. The last installment may be smaller than the smallest if it can be paid alone. */
export function limitsBroken(
  { terms, lowestMinor, lastMinor }: PlanShape,
  basis: PlanBasis,
): PlanRefusal[] {
  const { policy, leastChargeMinor = 1n } = basis
  const isTooSmall =
    lowestMinor !== null && (lowestMinor < smallestMinor(basis) || lastMinor < leastChargeMinor)
  const broken: [PlanRefusal, boolean][] = [
    ['term_too_long', terms.extraMonths > policy.mostExtraMonths],
    ['pause_too_long', terms.pauseMonths > policy.mostPauseMonths],
    ['installment_too_small', isTooSmall],
  ]
  return broken.filter(([, isBroken]) => isBroken).map(([name]) => name)
}

export function smallestMinor({ policy, currency, leastChargeMinor = 1n }: PlanBasis): bigint {
  return larger(policy.smallestInstallmentMinor[currency] ?? 1n, leastChargeMinor)
}
