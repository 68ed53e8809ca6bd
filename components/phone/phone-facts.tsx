import { Amount } from '#components/amount.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

export function StillWorks({ works }: { works: LenderPolicy['worksWhileLocked'] }) {
  const t = useTranslations('phones')
  return (
    <Card>
      <h2>{t('works_title')}</h2>
      <ul className="flex flex-col gap-1.5">
        {works.map((name) => (
          <li key={name} className="flex items-center gap-2.5">
            <Icon name="check" className="size-4 text-good" />
            {t(`works.${name}`)}
          </li>
        ))}
      </ul>
      <p className="text-small text-soft">{t('works_kept')}</p>
    </Card>
  )
}

type DueProps = { arrears: LoanArrears; currency: string; reader: Reader; detailsHref: string }

export function DueSoon({ arrears, currency, reader, detailsHref }: DueProps) {
  const t = useTranslations('phones')
  const { overdue, next } = arrears
  const rows = next ? [...overdue, next] : overdue
  const details = (
    <TextLink href={detailsHref} className="flex min-h-11 items-center">
      {t('details')}
    </TextLink>
  )
  if (rows.length === 0) return details
  return (
    <Card>
      <h2>{t('due_title')}</h2>
      <ul className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.number} className="flex flex-wrap justify-between gap-x-4">
            <span>
              {formatDay(row.dueOn, reader)}{' '}
              <span className="block text-small text-soft">
                {row.state === 'overdue'
                  ? t('days_late', { days: row.daysLate })
                  : t(row.dueOn.equals(todayOf(reader)) ? 'due_today' : 'next')}
              </span>
            </span>{' '}
            <Amount amountMinor={row.openMinor} currency={currency} locale={reader.locale} />
          </li>
        ))}
      </ul>
      {details}
    </Card>
  )
}
