import { type PlanBasis, remainingScheduleOf } from './basis.ts'
import type { PlanShape } from './plan.ts'

/** Whether a plan is easier than today: less at its heaviest, or a pause that makes nothing heavier. */
export function isEasier(
  { highestMinor, terms }: Pick<PlanShape, 'highestMinor' | 'terms'>,
  basis: PlanBasis,
): boolean {
  const { mostMinor } = remainingScheduleOf(basis)
  return highestMinor < mostMinor || (terms.pauseMonths > 0 && highestMinor <= mostMinor)
}
