import { type PlanGround, terrainOf } from './ground.ts'
import type { PlanShape } from './plan.ts'

/** Whether a plan is easier than today: less at its heaviest, or a pause that makes nothing heavier. */
export function isEasier(
  { highestMinor, terms }: Pick<PlanShape, 'highestMinor' | 'terms'>,
  ground: PlanGround,
): boolean {
  const { mostMinor } = terrainOf(ground)
  return highestMinor < mostMinor || (terms.pauseMonths > 0 && highestMinor <= mostMinor)
}
