import { dayOf } from '#app/desk/cash/day-of.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { csvResponse, moneyColumn } from '#lib/i18n/csv.ts'
import { cashLines } from '#lib/payments/cash/cash-day.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const columns = [
  ...['day', 'staff', 'what', 'at', 'method', 'receipt', 'currency'],
  ...[moneyColumn('amount'), 'loan_number'],
  ...['borrower', 'payment', 'agreed_by', 'note'],
]

/** The cash sheet of a day as a file. */
export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const { id: lenderId, timeZone } = signedIn.lender
  const wished = new URL(request.url).searchParams.get('day')
  const day = dayOf(wished, await readerOf(signedIn.lender))
  await auditExport(database(), signedIn, 'cash', { day: day.toString() })
  const lines = await cashLines(database(), { lenderId, timeZone, day })
  const rows = lines.map((line) => [
    ...[day.toString(), line.takenByName, line.what, line.at, line.method, line.officeReceipt],
    ...[line.currency, line, line.loanNumber, line.borrowerName],
    ...[line.reference, line.agreedByName, line.note],
  ])
  return csvResponse(`cash-${day}`, columns, rows)
}
