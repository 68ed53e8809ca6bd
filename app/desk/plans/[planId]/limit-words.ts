import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import type { PlanRefusal } from '#lib/domain/plan/decision.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function limitWords(
  because: readonly PlanRefusal[],
  { policy }: Pick<PlanBasis, 'policy'>,
): Promise<string[]> {
  const t = await getTranslations('plans')
  const { mostInYear: most, mostExtraMonths: extra, mostPauseMonths: pause } = policy
  return because.map((name) => t(`refusal.${name}`, { most, extra, pause }))
}
