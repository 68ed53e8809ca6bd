// biome-ignore-all lint/a11y/noRedundantRoles: browsers forget what a table is when its parts are drawn as blocks.
import {
  type InstallmentArrears,
  type LoanArrears,
  unscheduledMinor,
} from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { listedDays, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Amount } from './amount.tsx'
import { Card } from './ui/card.tsx'
import { Icon, type IconName } from './ui/icon.tsx'

type Props = { arrears: LoanArrears; currency: string; reader: Reader }

const icons: Record<InstallmentArrears['state'], IconName> = {
  paid: 'check',
  waived: 'dash',
  partly_waived: 'check',
  overdue: 'clock',
  due: 'dash',
}

// So many stand open; more of them would push what is still to come off a small screen.
const mostPaidShown = 3

/** Every installment of a loan with what became of it, and what is owed besides; a long past is folded away. */
export function ScheduleTable({ arrears, currency, reader }: Props) {
  const t = useTranslations('phones')
  const { installments } = arrears
  const besidesMinor = unscheduledMinor(arrears)
  const firstOpen = installments.findIndex(({ state }) => state !== 'paid')
  const paid = firstOpen < 0 ? installments.length : firstOpen
  const dayOf = listedDays(
    installments.map(({ dueOn }) => dueOn),
    reader,
  )
  const shown = { currency, locale: reader.locale, dayOf, today: todayOf(reader) }
  const isLong = paid > mostPaidShown && firstOpen > 0
  return (
    <Card className="@container">
      <h2 id="schedule">{t('schedule_title')}</h2>
      {isLong && (
        <details>
          <summary className="min-h-11 cursor-pointer content-center text-soft">
            {t('schedule_paid', { count: paid })}
          </summary>
          <Lines installments={installments.slice(0, paid)} {...shown} />
        </details>
      )}
      <Lines installments={isLong ? installments.slice(paid) : installments} {...shown} />
      {besidesMinor > 0n && (
        <p>
          {t('schedule_besides', {
            amount: formatMoney({ amountMinor: besidesMinor, currency }, reader.locale),
          })}
        </p>
      )}
    </Card>
  )
}

type LinesProps = Pick<LoanArrears, 'installments'> & {
  currency: string
  locale: string
  dayOf: (day: Temporal.PlainDate) => string
  today: Temporal.PlainDate
}

function Lines({ installments, currency, locale, dayOf, today }: LinesProps) {
  const t = useTranslations('phones')
  return (
    <table role="table" aria-labelledby="schedule" className="stacks w-full text-start">
      <thead role="rowgroup" className="sr-only">
        <tr role="row">
          {(['number', 'due', 'amount'] as const).map((name) => (
            <th key={name} role="columnheader" scope="col">
              {t(`schedule_${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="divide-y divide-line">
        {installments.map((one) => (
          <tr key={one.number} role="row">
            <td role="cell" className="w-8 py-2.5 align-top text-small text-soft tabular-nums">
              {one.number}
            </td>
            <td role="cell" className="py-2.5 align-top">
              {dayOf(one.dueOn)}
              <State of={one} today={today} currency={currency} locale={locale} />
            </td>
            <td role="cell" className="py-2.5 text-end align-top">
              <Amount amountMinor={one.amountMinor} currency={currency} locale={locale} />
              {one.openMinor > 0n && one.openMinor < one.amountMinor && (
                <span className="block text-small text-soft">
                  {' '}
                  {t('still_open', {
                    amount: formatMoney({ amountMinor: one.openMinor, currency }, locale),
                  })}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type StateProps = {
  of: InstallmentArrears
  today: Temporal.PlainDate
  currency: string
  locale: string
}

function State({ of, today, currency, locale }: StateProps) {
  const t = useTranslations('phones')
  const { state, daysLate, waivedMinor, dueOn } = of
  const said = state === 'due' && dueOn.equals(today) ? 'due_today' : state
  return (
    <span
      className={`flex items-center gap-1.5 text-small ${state === 'overdue' ? 'font-semibold text-wait' : 'text-soft'}`}
    >
      <Icon name={icons[state]} className="size-4" />
      {t(`state.${said}`, {
        late: t('days_late', { days: daysLate }),
        waived: formatMoney({ amountMinor: waivedMinor, currency }, locale),
      })}
    </span>
  )
}
