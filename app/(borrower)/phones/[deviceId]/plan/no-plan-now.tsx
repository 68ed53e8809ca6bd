import { WhatElse } from '#app/(borrower)/plans/what-else.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PlanRefusal } from '#lib/domain/plan/decision.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { deviceId: string; refusals: readonly PlanRefusal[]; policy: LenderPolicy }

/** Why no plan can be asked for, each reason in its own sentence, and what else there is. */
export async function NotNow({ deviceId, refusals, policy }: Props) {
  const t = await getTranslations('plans')
  const { mostInYear: most, mostExtraMonths: extra, mostPauseMonths: pause } = policy.plan
  return (
    <>
      <Card>
        <ul className="flex flex-col gap-3">
          {refusals.map((name) => (
            <li key={name}>{t(`refusal.${name}`, { most, extra, pause })}</li>
          ))}
        </ul>
      </Card>
      <WhatElse
        deviceId={deviceId}
        policy={policy}
        isReturning={refusals.includes('return_under_way')}
        isOwed={!refusals.includes('nothing_owed')}
      />
    </>
  )
}
