import { database } from '#lib/db/client.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { versionsOf } from '#lib/settings/versions.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const columns = ['version', 'changed_at', 'changed_by', 'approved_by', 'settings']

export async function GET(): Promise<Response> {
  const signedIn = await requireStaff('admin')
  const versions = await versionsOf(database(), signedIn.lender.id)
  await auditExport(database(), signedIn, 'settings', { rows: versions.length })
  const rows = versions.map((one) => [
    ...[one.version, one.changedAt, one.changedByName ?? one.changedBy, one.approvedByName],
    JSON.stringify(one.settings),
  ])
  return csvResponse('settings', columns, rows)
}
