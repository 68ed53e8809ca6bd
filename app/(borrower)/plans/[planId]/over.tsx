import { WhatElse } from '#app/(borrower)/plans/what-else.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { DecisionNote, OfferedSchedule } from './plan-parts.tsx'
import type { ShownPlanRecord } from './shown-plan.ts'

export async function Over(shown: ShownPlanRecord) {
  const t = await getTranslations('plans')
  const { plan, phone, lender } = shown
  const { mostInYear: most, mostExtraMonths: extra, mostPauseMonths: pause } = lender.policy.plan
  const isOwed = phone.outstandingMinor > 0n
  const canAsk = isOwed && plan.state !== 'replaced' && lender.policy.plan.offered
  return (
    <>
      {plan.refusals.length > 0 && (
        <Card>
          <h2>{t('refused.why')}</h2>
          <ul className="flex flex-col gap-3">
            {plan.refusals.map((name) => (
              <li key={name}>{t(`refusal.${name}`, { most, extra, pause })}</li>
            ))}
          </ul>
        </Card>
      )}
      <DecisionNote plan={plan} lenderName={lender.name} />
      {canAsk && (
        <LinkButton look="quiet" href={`/phones/${plan.deviceId}/plan`}>
          {t('over.ask_again')}
        </LinkButton>
      )}
      {isOwed && <WhatElse deviceId={plan.deviceId} policy={lender.policy} />}
      <OfferedSchedule {...shown} title={t('over.plan')} />
    </>
  )
}
