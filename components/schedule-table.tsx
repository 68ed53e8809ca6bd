import type { InstallmentStanding } from '#lib/domain/installments.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { formatDay, type Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'
import { Amount } from './amount.tsx'
import { Card } from './ui/card.tsx'
import { Icon, type IconName } from './ui/icon.tsx'

type Props = { installments: InstallmentStanding[]; currency: string; reader: Reader }

const icons: Record<InstallmentStanding['state'], IconName> = {
  paid: 'check',
  overdue: 'clock',
  due: 'dash',
}

/** Every installment of a loan with what became of it. */
export function ScheduleTable({ installments, currency, reader }: Props) {
  const t = useTranslations('phones')
  return (
    <Card>
      <h2 id="schedule">{t('schedule_title')}</h2>
      <table aria-labelledby="schedule" className="w-full text-start">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('schedule_number')}</th>
            <th scope="col">{t('schedule_due')}</th>
            <th scope="col">{t('schedule_amount')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {installments.map((one) => (
            <tr key={one.number}>
              <td className="w-8 py-2.5 align-top text-small text-soft tabular-nums">
                {one.number}
              </td>
              <td className="py-2.5 align-top">
                {formatDay(one.dueOn, reader)}
                <span
                  className={`flex items-center gap-1.5 text-small ${one.state === 'overdue' ? 'font-semibold text-wait' : 'text-soft'}`}
                >
                  <Icon name={icons[one.state]} className="size-4" />
                  {t(`state.${one.state}`, { late: t('days_late', { days: one.daysLate }) })}
                </span>
              </td>
              <td className="py-2.5 text-end align-top">
                <Amount amountMinor={one.amountMinor} currency={currency} locale={reader.locale} />
                {one.openMinor > 0n && one.openMinor < one.amountMinor && (
                  <span className="block text-small text-soft">
                    {t('still_open', {
                      amount: formatMoney({ amountMinor: one.openMinor, currency }, reader.locale),
                    })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
