import { findFor } from '#app/desk/search/find-for.ts'
import { database } from '#lib/db/client.ts'
import { shortName } from '#lib/desk/search.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const columns = ['loan_number', 'borrower', 'phone', 'imei_ends_in', 'lock_state', 'found_by']

/** What a search found, masked as on the page. */
export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const { found = [] } = await findFor(signedIn, new URL(request.url).searchParams.get('q') ?? '')
  await auditExport(database(), signedIn, 'search', { rows: found.length })
  const rows = found.map((one) => [
    ...[one.loanNumber, shortName(one.name), `${one.brand} ${one.model}`],
    ...[one.imei && imeiTail(one.imei), one.lockState, one.by],
  ])
  return csvResponse('search', columns, rows)
}
