import { PlanSummary } from '#components/plan-summary.tsx'
import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPlanRecord } from './shown-plan.ts'

/** A whole plan: its figures, then every installment beside the ones before. */
export async function OfferedSchedule({
  plan,
  before,
  reader,
  title,
}: ShownPlanRecord & { title: string }) {
  const t = await getTranslations('plans')
  const { offer, currency } = plan
  if (!offer) return null
  return (
    <>
      <Card>
        <h2>{title}</h2>
        <PlanSummary plan={offer} currency={currency} reader={reader} />
      </Card>
      <Card>
        <h2>{t('compare.title')}</h2>
        <ScheduleCompare
          before={before}
          after={offer.installments}
          currency={currency}
          reader={reader}
        />
      </Card>
    </>
  )
}
