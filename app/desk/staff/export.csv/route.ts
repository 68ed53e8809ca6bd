import { database } from '#lib/db/client.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { listStaff } from '#lib/staff/queries.ts'

const columns = ['name', 'email', 'role', 'created_at', 'set_up_at', 'disabled_at', 'last_seen_at']

export async function GET(): Promise<Response> {
  const signedIn = await requireStaff('admin')
  const people = await listStaff(database(), signedIn.lender.id)
  await auditExport(database(), signedIn, 'staff', { rows: people.length })
  const rows = people.map((one) => [
    ...[one.name, one.email, one.role, one.createdAt, one.totpConfirmedAt],
    ...[one.disabledAt, one.seenAt],
  ])
  return csvResponse('staff', columns, rows)
}
