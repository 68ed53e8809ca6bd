import { Readable } from 'node:stream'
import { database, pool } from '#lib/db/client.ts'
import { checkDigit } from '#lib/domain/identity/imei.ts'
import { type Column, columns } from '#lib/loans/import/columns.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import {
  type ImportOptions,
  type ImportResult,
  importLoans,
} from '#lib/loans/import/import-loans.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

export type BookRow = Partial<Record<Column, string>>

/** An IMEI whose check digit fits, the same for the same serial number. */
export function imeiOf(serial: number): string {
  const first14 = `35${String(serial).padStart(12, '0')}`
  return first14 + checkDigit(first14)
}

/** Row number `serial` of a loan book; `values` replaces columns. */
export function bookRow(lender: string, serial: number, values: BookRow = {}): BookRow {
  return {
    lender,
    loan_number: `L-${serial}`,
    customer_number: `C-${serial}`,
    borrower_name: 'Nimali Perera',
    email: `nimali${serial}@mail.example`,
    phone: `+9477${String(serial).padStart(7, '0')}`,
    language: 'en',
    currency: 'LKR',
    brand: 'Xiaomi',
    model: '13T',
    imei: imeiOf(serial),
    provider: 'http',
    provider_device_id: `dev-${serial}`,
    installments: '2026-10-01:9225.00|2026-11-01:9225.00',
    ...values,
  }
}

export function toCsv(rows: BookRow[], header: readonly string[] = columns): string {
  const lines = rows.map((row) => header.map((name) => quoted(row[name as Column] ?? '')).join(','))
  return [header.join(','), ...lines].join('\r\n')
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** Imports rows, or CSV text as it is. */
export function importBook(
  book: BookRow[] | string,
  options: Pick<ImportOptions, 'dryRun' | 'acceptChangedPeople' | 'by'> = {},
): Promise<ImportResult> {
  const text = typeof book === 'string' ? book : toCsv(book)
  return importLoans(pool(), {
    open: () => Readable.from([Buffer.from(text)]),
    fileName: 'book.csv',
    ...options,
  })
}

/** Created, updated and unchanged, over all lenders; people may change. Throws when the book was refused. */
export async function imported(book: BookRow[] | string): Promise<[number, number, number]> {
  const result = await importBook(book, { acceptChangedPeople: true })
  if (!result.ok) throw new Error(describeResult(result).join('\n'))
  return result.lenders.reduce<[number, number, number]>(
    (sum, one) => [sum[0] + one.created, sum[1] + one.updated, sum[2] + one.unchanged],
    [0, 0, 0],
  )
}

export function loanOf(lenderId: string, loanNumber: string) {
  return database()
    .selectFrom('loans')
    .selectAll()
    .where('lenderId', '=', lenderId)
    .where('loanNumber', '=', loanNumber)
    .executeTakeFirstOrThrow()
}

/** The loan of row number `serial` with its phone, as tests are given one. */
export async function importedLoan(lenderId: string, serial: number): Promise<GivenLoan> {
  const { id: loanId, loanNumber, currency, borrowerId } = await loanOf(lenderId, `L-${serial}`)
  const { id: deviceId } = await database()
    .selectFrom('devices')
    .select('id')
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()
  const imei = imeiOf(serial)
  const providerDeviceId = `dev-${serial}`
  return { loanId, loanNumber, currency, lenderId, borrowerId, deviceId, imei, providerDeviceId }
}

/** `[outstanding, credit]` of a loan in minor units. */
export async function balancesOf(lenderId: string, loanNumber: string): Promise<[bigint, bigint]> {
  const { outstandingMinor, creditMinor } = await loanOf(lenderId, loanNumber)
  return [outstandingMinor, creditMinor]
}

export async function connect(lender: { id: string }, provider = 'http'): Promise<void> {
  await database().insertInto('mdmConnections').values({ lenderId: lender.id, provider }).execute()
}

/** Every installment a loan has or had: its schedule's version, its day and its amount. */
export async function scheduleOf(loanId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom('schedules')
    .innerJoin('installments', 'scheduleId', 'schedules.id')
    .select(['version', 'supersededAt', 'dueOn', 'amountMinor'])
    .where('loanId', '=', loanId)
    .orderBy('version')
    .orderBy('number')
    .execute()
  return rows.map(
    (one) => `${one.version}${one.supersededAt ? ' old' : ''} ${one.dueOn} ${one.amountMinor}`,
  )
}
