import { larger, smaller } from '#lib/domain/money/money.ts'
import type { PlanBasis } from './basis.ts'
import { isWithin, smallestMinor } from './decision.ts'
import { isEasier } from './load.ts'
import { type Plan, type PlanShape, planOf, shapeOf, sharedOutMinor } from './plan.ts'

export type OwnLimits = {
  minimumMinor: bigint
  /** All that is owed: so much settles the loan. */
  maximumMinor: bigint
}

/**
 * The bounds of an amount for each installment that the borrower names, beside the plans that are shown; undefined: no
 * amount would help.
 */
export function ownLimits(basis: PlanBasis, shown: readonly Plan[]): OwnLimits | undefined {
  const { outstandingMinor: maximumMinor } = basis.balance
  const lowest = Array.from({ length: basis.policy.mostExtraMonths + 1 })
    .map((_, extraMonths) => sharedOutMinor(extraMonths, basis))
    .filter((sharedMinor) => sharedMinor !== undefined)
    .reduce(smaller, maximumMinor)
  const minimumMinor = larger(lowest, smallestMinor(basis))
  const isOfUse = typeof ownAmountPlan(minimumMinor, basis, shown) !== 'string'
  return isOfUse ? { minimumMinor, maximumMinor } : undefined
}

const ownTerms = { kind: 'own_amount', extraMonths: 0, pauseMonths: 0, partNowMinor: 0n } as const

export type OwnAmountFault = 'below_minimum' | 'settles_now' | 'not_easier'

/**
 * The plan with an amount for each installment that the borrower names, or what is wrong with the amount. What one of the
 * plans that are shown asks for each time is never wrong: where it needs that plan's pause, or its part now, it is that plan.
 */
export function ownAmountPlan(
  ownMinor: bigint,
  basis: PlanBasis,
  shown: readonly Plan[],
): Plan | OwnAmountFault {
  const shape = shapeOf({ ...ownTerms, ownMinor }, basis)
  const fault = ownAmountFault(ownMinor, shape, basis)
  if (shape && !fault) return planOf(shape, basis)
  return shown.find(({ eachMinor }) => eachMinor === ownMinor) ?? fault ?? 'below_minimum'
}

function ownAmountFault(
  ownMinor: bigint,
  shape: PlanShape | undefined,
  basis: PlanBasis,
): OwnAmountFault | undefined {
  if (ownMinor >= basis.balance.outstandingMinor) return 'settles_now'
  if (!shape || !isWithin(shape, basis)) return 'below_minimum'
  return isEasier(shape, basis) ? undefined : 'not_easier'
}
