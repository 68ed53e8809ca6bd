import { toDecimal } from '#lib/domain/money/money.ts'
import { type Column, columns, optionalColumns } from '#lib/loans/import/columns.ts'
import { type DemoLoan, paidMinorOf, scheduleOf } from './loans.ts'

const all = [...columns, ...optionalColumns]

/** The loans as a loan book file (docs/loan-book.md), with dates as of `now`. */
export function toLoanBook(loans: readonly DemoLoan[], now: Temporal.Instant): string {
  const rows = loans.map((loan) => {
    const row = rowOf(loan, now)
    return all.map((column) => quoted(row[column] ?? '')).join(',')
  })
  return `${[all.join(','), ...rows].join('\n')}\n`
}

function rowOf(loan: DemoLoan, now: Temporal.Instant): Partial<Record<Column, string | undefined>> {
  const { lender, person } = loan
  const today = now.toZonedDateTimeISO(lender.timeZone).toPlainDate()
  return {
    lender: lender.slug,
    loan_number: loan.loan,
    customer_number: loan.customerNumber,
    borrower_name: person.name,
    email: emailOf(loan),
    phone: person.phone,
    nominated_phone: person.nominated,
    language: person.language,
    currency: lender.currency,
    brand: loan.brand,
    model: loan.model,
    nickname: loan.nickname,
    imei: loan.imei,
    imei2: loan.imei2,
    provider: loan.manual ? 'manual' : 'http',
    provider_device_id: loan.deviceId,
    installments: scheduleOf(loan, today)
      .map(({ dueOn, amount }) => `${dueOn}:${amount}`)
      .join('|'),
    contract_type: loan.contractType,
    airtime_overdue: loan.airtimeOverdue,
    paid_elsewhere: toDecimal({ amountMinor: paidMinorOf(loan), currency: lender.currency }),
  }
}

/** Where the borrower's codes and receipts go. */
export function emailOf({ person }: DemoLoan): string | undefined {
  return person.email && `${person.email}@mail.example`
}

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
