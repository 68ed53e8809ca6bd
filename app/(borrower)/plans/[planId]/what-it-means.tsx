import { Card } from '#components/ui/card.tsx'
import { formatDay, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPlanRecord } from './shown-plan.ts'

/** What a plan does to the phone, when it is kept and when it is not: read before it is accepted. */
export async function WhatItMeans({ plan, now, lender, reach, reader }: ShownPlanRecord) {
  const t = await getTranslations('plans')
  const { warnDays, whenMissed, withdrawWithinDays } = lender.policy.plan
  const withdrawUntil = plan.withdrawUntil ?? todayOf(reader).add({ days: withdrawWithinDays })
  const isOpen = now.reason === 'open'
  const isAsked = plan.state === 'active' && plan.opens === 'on_acceptance' && !isOpen
  const first =
    plan.opens === 'after_first_payment' ? 'after_first' : isOpen ? 'stays_open' : 'opens'
  return (
    <Card>
      <h2>{t('means.title')}</h2>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        {!isAsked && <li>{t(`means.${first}`, { minutes: lender.policy.unlockUsualMinutes })}</li>}
        <li>{t('means.kept')}</li>
        <li>{t('means.missed', { days: warnDays, reach })}</li>
        <li>{t(`means.${whenMissed}`)}</li>
        {plan.offer && plan.offer.costMinor > 0n && (
          <li>{t('means.cost', { day: formatDay(withdrawUntil, reader, 'long') })}</li>
        )}
        <li>{t('means.change')}</li>
      </ul>
    </Card>
  )
}
