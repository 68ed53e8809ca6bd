import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { isAllowed } from '#lib/domain/roles.ts'
import { formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { CashLine, CashSum } from '#lib/payments/cash/cash-day.ts'
import type { CashCount } from '#lib/payments/cash/count-cash.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'

type Props = {
  sum: CashSum
  counts: CashCount[]
  names: Map<string, string>
  day: Temporal.PlainDate
  reader: Reader
  staff: SignedInStaff['staff']
}

/** One person's day: each entry, what it comes to, and who counted it. */
export function PersonsCash({ sum, counts, names, day, reader, staff }: Props) {
  const t = useTranslations('desk-cash')
  const { takenBy, takenByName, currency, cashMinor, transferMinor, lines } = sum
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  const isCounted = counts.at(-1)?.enteredMinor === cashMinor
  const mayCount = isAllowed(staff.role, 'approver') && staff.id !== takenBy
  const search = new URLSearchParams({ day: day.toString(), person: takenBy, currency })
  return (
    <Card>
      <h3 className="font-bold">
        <bdi>{takenByName}</bdi>
      </h3>
      <ul className="flex flex-col divide-y divide-line">
        {lines.map((line) => (
          <Line key={`${line.what} ${line.paymentId}`} line={line} reader={reader} />
        ))}
      </ul>
      <dl className="flex flex-col gap-1">
        {sum.hasCash && <Row term={t('cash_sum')}>{money(cashMinor)}</Row>}
        {transferMinor !== 0n && <Row term={t('transfer_sum')}>{money(transferMinor)}</Row>}
      </dl>
      {counts.map((count) => (
        <Counted key={count.id} count={count} names={names} reader={reader} />
      ))}
      {sum.hasCash && !isCounted && (
        <p className="text-small">{t(counts.length > 0 ? 'changed_since_count' : 'not_counted')}</p>
      )}
      {sum.hasCash && !isCounted && mayCount && (
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
        <TextLink
          href={`/desk/payments/${line.paymentId}`}
          className="inline-flex min-h-11 items-center"
        >
          {t(`line.${line.what}.${line.method}`, { receipt: isolated(line.officeReceipt) })}
        </TextLink>
        <span className="text-small text-soft">
          <bdi>{line.borrowerName}</bdi> · <Digits>{line.loanNumber}</Digits> ·{' '}
          {formatMoment(line.at, reader)}
        </span>
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
