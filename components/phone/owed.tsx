import type { ReactNode } from 'react'
import { Amount } from '#components/amount.tsx'
import { dueOnMinor, type LoanArrears } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { ShownPhone } from './shown-phone.ts'

type OwedProps = { phone: Pick<ShownPhone, 'currency'>; arrears: LoanArrears; reader: Reader }

export function Owed({ phone, arrears, reader }: OwedProps) {
  const t = useTranslations('phones')
  const { currency } = phone
  const { arrearsMinor, overdue, next, outstandingMinor } = arrears
  if (outstandingMinor === 0n) return <p className="font-semibold">{t('paid_off')}</p>
  const dueMinor = dueOnMinor(arrears, todayOf(reader))
  if (arrearsMinor === 0n && dueMinor > 0n)
    return (
      <Figure title={t('due_today')} amountMinor={dueMinor} currency={currency} reader={reader} />
    )
  if (arrearsMinor === 0n) {
    const due = next && {
      amount: formatMoney({ amountMinor: next.openMinor, currency }, reader.locale),
      day: formatDay(next.dueOn, reader),
    }
    return (
      <div>
        <p className="font-semibold">{t('nothing_overdue')}</p>
        {due && <p className="text-small text-soft">{t('next_due', due)}</p>}
      </div>
    )
  }
  const late = t('days_late', { days: overdue[0]?.daysLate ?? 0 })
  return (
    <Figure title={t('overdue')} amountMinor={arrearsMinor} currency={currency} reader={reader}>
      {overdue.length > 0 && (
        <p className="text-small text-soft">
          {t('overdue_detail', { count: overdue.length, late })}
        </p>
      )}
    </Figure>
  )
}

type FigureProps = {
  title: string
  amountMinor: bigint
  currency: string
  reader: Reader
  children?: ReactNode
}

function Figure({ title, amountMinor, currency, reader, children }: FigureProps) {
  return (
    <div>
      <p className="text-small text-soft">{title}</p>
      <p className="text-ink">
        <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} size="hero" />
      </p>
      {children}
    </div>
  )
}
