import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PromiseEligibility } from '#lib/promises/queries.ts'
import type { PromiseView } from './promise-view.ts'

type Props = {
  view: PromiseView
  policy: LenderPolicy
  eligibility: PromiseEligibility
  reader: Reader
}

/** Why nothing can be promised today, and where to go instead. */
export async function NotNow({ view, policy, eligibility, reader }: Props) {
  const t = await getTranslations('promises')
  if (eligibility.can === 'see_open') {
    const { id, amountMinor, dueOn } = eligibility.open
    const { currency } = view.phone
    const amount = formatMoney({ amountMinor, currency }, reader.locale)
    return (
      <Banner tone="plain" title={t('not_now.open', { amount, day: formatDay(dueOn, reader) })}>
        <TextLink href={`/promises/${id}`} className="flex min-h-11 items-center">
          {t('not_now.see')}
        </TextLink>
      </Banner>
    )
  }
  if (!policy.promise.offered) return <Banner tone="plain" title={t('not_now.not_offered')} />
  if (view.arrearsMinor === 0n) return <Banner tone="good" title={t('not_now.nothing_overdue')} />
  const againOn = eligibility.can === 'wait' ? formatDay(eligibility.againOn, reader) : ''
  const most = policy.promise.mostInNinetyDays
  return (
    <Banner tone="plain" title={t('not_now.too_many', { most })}>
      {t('not_now.again_on', { day: againOn })}
    </Banner>
  )
}
