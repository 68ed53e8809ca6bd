import type { LenderPolicy } from '#lib/domain/lender-policy.ts'
import type { Timeline } from '#lib/domain/timeline.ts'
import { getTranslations } from '#lib/words/translations.ts'
import type { ShownPayment } from './shown-payment.ts'

type Props = { told: Timeline; payment: ShownPayment; policy: LenderPolicy }

/** Whether money was taken, and what comes next and when. */
export async function PaymentLead({ told, payment, policy }: Props) {
  const t = await getTranslations('payment')
  const { headline } = told
  const within = await withinWords(policy.unlockWithinMinutes)
  const isOpen = payment.lockState === 'unlocked' || payment.lockState === 'released'
  const words =
    headline === 'paid_without_unlock' && isOpen
      ? t('lead_no_lock')
      : t(`lead.${headline}`, { within, usual: policy.unlockUsualMinutes })
  return (
    <>
      <p>{words}</p>
      {headline === 'clearing' && <p>{t('clearing_days', { days: clearingDays(policy) })}</p>}
    </>
  )
}

async function withinWords(minutes: number): Promise<string> {
  const t = await getTranslations('payment')
  return minutes % 60 === 0
    ? t('within.hours', { hours: minutes / 60 })
    : t('within.minutes', { minutes })
}

// Which delayed method was used is not known before it clears, so the slowest one is promised.
function clearingDays({ clearingDays: days }: LenderPolicy): number {
  return Math.max(0, ...Object.values(days))
}
