import { dayOf } from '#app/desk/cash/day-of.ts'
import { sheetColumns, sheetRows } from '#app/desk/cash/sheet-rows.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { cashLines } from '#lib/payments/cash/cash-day.ts'
import { countsOf } from '#lib/payments/cash/count-cash.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { staffNames } from '#lib/staff/queries.ts'

export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const { id: lenderId, timeZone } = signedIn.lender
  const wished = new URL(request.url).searchParams.get('day')
  const day = dayOf(wished, await readerOf(signedIn.lender))
  await auditExport(database(), signedIn, 'cash', { day: day.toString() })
  const of = { lenderId, timeZone, day }
  const lines = await cashLines(database(), of)
  const counts = await countsOf(database(), of)
  const names = await staffNames(database(), lenderId)
  return csvResponse(`cash-${day}`, sheetColumns, sheetRows({ day, lines, counts, names }))
}
