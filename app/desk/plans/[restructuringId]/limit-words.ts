import type { PlanRefusal } from '#lib/domain/restructuring/decision.ts'
import type { PlanGround } from '#lib/domain/restructuring/ground.ts'
import { getTranslations } from '#lib/words/translations.ts'

/** Why a plan cannot be, in the sentences that borrowers read. */
export async function limitWords(
  because: readonly PlanRefusal[],
  { policy }: Pick<PlanGround, 'policy'>,
): Promise<string[]> {
  const t = await getTranslations('plans')
  const { mostInYear: most, mostExtraMonths: extra, mostPauseMonths: pause } = policy
  return because.map((name) => t(`refusal.${name}`, { most, extra, pause }))
}
