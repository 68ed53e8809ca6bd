import { type CsvCell, moneyColumn } from '#lib/i18n/csv.ts'
import type { CashLine } from '#lib/payments/cash/cash-day.ts'
import type { CashCount } from '#lib/payments/cash/count-cash.ts'

export const sheetColumns = [
  ...['day', 'staff', 'what', 'at', 'taken_on', 'method', 'receipt', 'currency'],
  ...[moneyColumn('amount'), 'loan_number'],
  ...['borrower', 'payment', 'agreed_by', 'undone_by'],
  ...[moneyColumn('entered'), moneyColumn('counted'), 'counted_by', 'note'],
]

type Sheet = {
  day: Temporal.PlainDate
  lines: readonly CashLine[]
  counts: readonly CashCount[]
  names: ReadonlyMap<string, string>
}

export function sheetRows({ day, lines, counts, names }: Sheet): CsvCell[][] {
  const entries = lines.map((line) => [
    ...[day.toString(), line.takenByName, line.what, line.at],
    ...[line.takenOn?.toString(), line.method, line.officeReceipt],
    ...[line.currency, line, line.loanNumber, line.borrowerName],
    ...[line.reference, line.agreedByName, line.undoneByName],
    ...[null, null, null, line.note],
  ])
  const counted = counts.map(({ currency, enteredMinor, countedMinor, ...count }) => [
    ...[
      day.toString(),
      names.get(`staff:${count.takenBy}`),
      'counted',
      count.countedAt,
      null,
      'cash',
      null,
    ],
    ...[currency, null, null, null, null, null, null],
    ...[
      { amountMinor: enteredMinor, currency },
      { amountMinor: countedMinor, currency },
    ],
    ...[names.get(count.countedBy), count.note],
  ])
  return [...entries, ...counted]
}
