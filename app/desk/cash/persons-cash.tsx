import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { isAllowed } from '#lib/domain/roles.ts'
import {
  formatDay,
  formatDayAndTime,
  formatMoment,
  isolated,
  type Reader,
} from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { CashLine, CashSum } from '#lib/payments/cash/cash-day.ts'
import type { CashCount } from '#lib/payments/cash/count-cash.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { InAndOut } from './in-and-out.tsx'

type Props = {
  sum: CashSum
  counts: CashCount[]
  names: Map<string, string>
  day: Temporal.PlainDate
  reader: Reader
  staff: SignedInStaff['staff']
}

export function PersonsCash({ sum, counts, names, day, reader, staff }: Props) {
  const t = useTranslations('desk-cash')
  const { takenBy, takenByName, currency, cash, transfers, lines } = sum
  const isCounted = counts.at(-1)?.enteredMinor === cash?.balanceMinor
  const mayCount = isAllowed(staff.role, 'approver') && staff.id !== takenBy
  const search = new URLSearchParams({ day: day.toString(), person: takenBy, currency })
  return (
    <Card>
      <h3 className="font-bold">
        <bdi>{takenByName}</bdi>
      </h3>
      <ul className="flex flex-col divide-y divide-line">
        {lines.map((line) => (
          <Line key={`${line.what} ${line.id}`} line={line} reader={reader} />
        ))}
      </ul>
      <dl className="flex flex-col gap-1">
        {cash && <InAndOut of="cash" sum={cash} currency={currency} reader={reader} />}
        {transfers && (
          <InAndOut of="transfers" sum={transfers} currency={currency} reader={reader} />
        )}
      </dl>
      {counts.map((count) => (
        <Counted key={count.id} count={count} names={names} reader={reader} />
      ))}
      {cash && !isCounted && (
        <p className="text-small">{t(counts.length > 0 ? 'changed_since_count' : 'not_counted')}</p>
      )}
      {cash && !isCounted && mayCount && (
        <LinkButton look="quiet" href={`/desk/cash/count?${search}`}>
          {t('count')}
        </LinkButton>
      )}
    </Card>
  )
}

function Line({ line, reader }: { line: CashLine; reader: Reader }) {
  const t = useTranslations('desk-cash')
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
      <span className="flex min-w-0 flex-col wrap-anywhere">
        <TextLink href={pageOf(line)} className="inline-flex min-h-11 items-center">
          {t(`line.${line.what}.${line.method}`, { receipt: isolated(line.officeReceipt) })}
        </TextLink>
        <span className="text-small text-soft">
          <bdi>{line.borrowerName}</bdi> · <Digits>{line.loanNumber}</Digits>
          {line.what !== 'undone' && <> · {formatMoment(line.at, reader)}</>}
        </span>
        {line.takenOn && (
          <span className="text-small text-soft">
            {t('taken_on', { day: formatDay(line.takenOn, reader) })}
          </span>
        )}
        {line.undoneByName && (
          <span className="text-small text-soft">
            {t('undone_by', {
              name: isolated(line.undoneByName),
              at: formatDayAndTime(line.at, reader),
            })}
          </span>
        )}
        {line.note && (
          <span className="text-small text-soft" dir="auto">
            {line.note}
          </span>
        )}
        {line.agreedByName && (
          <span className="text-small text-soft">
            {t('agreed_by', { name: isolated(line.agreedByName) })}
          </span>
        )}
      </span>
      <span className="ms-auto font-medium">
        <Amount amountMinor={line.amountMinor} currency={line.currency} locale={reader.locale} />
      </span>
    </li>
  )
}

function pageOf({ what, id, loanId }: CashLine): string {
  return what === 'paid_out'
    ? `/desk/loans/${loanId}?paid_out=${id}#ledger`
    : `/desk/payments/${id}`
}

type CountedProps = { count: CashCount; names: Map<string, string>; reader: Reader }

function Counted({ count, names, reader }: CountedProps) {
  const t = useTranslations('desk-cash')
  const { takenBy: _, currency, enteredMinor, countedMinor, countedBy, countedAt, note } = count
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const title = t('counted', {
    amount: shown(countedMinor),
    name: isolated(names.get(countedBy) ?? ''),
    at: formatMoment(countedAt, reader),
  })
  return (
    <Banner tone={countedMinor === enteredMinor ? 'good' : 'wait'} title={title}>
      {countedMinor !== enteredMinor && <p>{t('differs', { amount: shown(enteredMinor) })}</p>}
      {note && <p dir="auto">{note}</p>}
    </Banner>
  )
}
