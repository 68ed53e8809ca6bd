import type { PlanRefusal } from '#lib/domain/plan/decision.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import type { CounterField } from './counter-terms.ts'

export function fieldOfLimit(
  refusal: PlanRefusal,
  { extraMonths, partNowMinor }: Pick<PlanTerms, 'extraMonths' | 'partNowMinor'>,
  owedMinor: bigint,
): CounterField {
  if (refusal === 'pause_too_long') return 'pause'
  const leavesNothing = partNowMinor >= owedMinor
  const isByPart = partNowMinor > 0n && (leavesNothing || extraMonths === 0)
  return refusal === 'installment_too_small' && isByPart ? 'part' : 'extra'
}
