import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { hasNoLock, type ShownPayment } from './shown-payment.ts'

type Props = { told: Timeline; payment: ShownPayment; policy: LenderPolicy }

/** Whether money was taken, and what comes next and when. */
export async function PaymentLead({ told, payment, policy }: Props) {
  const t = await getTranslations('payment')
  const { headline } = told
  const within = await withinWords(policy.unlockWithinMinutes)
  const words =
    headline === 'paid_without_unlock' && hasNoLock(payment)
      ? t('lead_no_lock')
      : t(`lead.${headline}`, { within, usual: policy.unlockUsualMinutes })
  return (
    <>
      <p>{words}</p>
      {headline === 'clearing' && (
        <p>{t('clearing_days', { days: clearingDays(policy, payment.method) })}</p>
      )}
    </>
  )
}

async function withinWords(minutes: number): Promise<string> {
  const t = await getTranslations('payment')
  return minutes % 60 === 0
    ? t('within.hours', { hours: minutes / 60 })
    : t('within.minutes', { minutes })
}

// Until Stripe has said which method it is, the slowest one is promised.
function clearingDays({ clearingDays: days }: LenderPolicy, method: string | null): number {
  return (method ? days[method] : undefined) ?? Math.max(0, ...Object.values(days))
}
