import type { PlanRefusal } from '#lib/domain/plan/decision.ts'
import type { PlanGround } from '#lib/domain/plan/ground.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** Why a plan cannot be, in the sentences that borrowers read. */
export async function limitWords(
  because: readonly PlanRefusal[],
  { policy }: Pick<PlanGround, 'policy'>,
): Promise<string[]> {
  const t = await getTranslations('plans')
  const { mostInYear: most, mostExtraMonths: extra, mostPauseMonths: pause } = policy
  return because.map((name) => t(`refusal.${name}`, { most, extra, pause }))
}
