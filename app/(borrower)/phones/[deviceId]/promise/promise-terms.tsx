import { promisedWordsNow } from '#components/payment/promised-words.ts'
import { Card } from '#components/ui/card.tsx'
import type { RemindedBy } from '#lib/domain/identity/contact.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PromiseView } from './promise-view.ts'

type Props = {
  view: PromiseView
  left: number
  policy: LenderPolicy
  reach: RemindedBy
  reader: Reader
}

export async function PromiseTerms({ view, left, policy, reach, reader }: Props) {
  const t = await getTranslations('promises')
  const { remindDaysBefore: days, mostInNinetyDays: most, verdictWaitDays } = policy.promise
  const { openThrough, opensAgainOn, limits } = view
  const isEver = Temporal.PlainDate.compare(openThrough, limits.earliestOn) >= 0
  const isAlways = Temporal.PlainDate.compare(openThrough, limits.latestOn) >= 0
  const isReleased = view.lock === 'released'
  return (
    <Card>
      <h2>{t('terms.title')}</h2>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        {(isEver || isReleased) && (
          <li>
            {t(`terms.${view.lock}`, {
              opening: view.opening,
              ...promisedWordsNow(policy, reader),
            })}
          </li>
        )}
        {!isReleased && isEver && !isAlways && (
          <li>{t('terms.person_after', { day: formatDay(openThrough, reader, 'long') })}</li>
        )}
        {!isReleased && !isEver && (
          <li>
            {t('terms.person')}
            {opensAgainOn &&
              ` ${t('terms.again', { day: formatDay(opensAgainOn, reader, 'long') })}`}
          </li>
        )}
        <li>{t('terms.remind', { days, reach })}</li>
        <li>{t('terms.kept')}</li>
        {!isReleased && <li>{t('terms.not_kept', { days: verdictWaitDays })}</li>}
        <li>{t(left < most ? 'terms.left' : 'terms.most', { most, left })}</li>
      </ul>
    </Card>
  )
}
