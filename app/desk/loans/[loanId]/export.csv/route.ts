import { cellsOf, isList } from '#app/desk/loans/[loanId]/lists.ts'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { database } from '#lib/db/client.ts'
import { loanRecord } from '#lib/desk/loan-record.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

type Props = { params: Promise<{ loanId: string }> }

/** One list of a loan's page, `?list=payments`, as a file. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const signedIn = await requireStaff()
  const { loanId } = await params
  const loan = await loanRecord(database(), signedIn.lender.id, loanId)
  if (!loan) return notAtThisDesk(signedIn, `loan ${loanId}`)
  const asked = new URL(request.url).searchParams.get('list')
  const list = isList(asked) ? asked : 'payments'
  const { columns, cells } = await cellsOf(list, loan)
  const { loanNumber } = loan
  await auditExport(database(), signedIn, list, { loanNumber, rows: cells.length })
  return csvResponse(`${list}-${loanNumber}`, columns, cells)
}
