import { type AuditLogSearch, filterOf } from '#app/desk/audit-log/filter-of.ts'
import { database } from '#lib/db/client.ts'
import { wholeAuditLog } from '#lib/desk/audit-log-list.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { listStaff } from '#lib/staff/queries.ts'

const columns = ['at', 'actor', 'name', 'agreed_by', 'action', 'subject', 'subject_id', 'detail']

/** The audit log as it is narrowed on the page, all of it. */
export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff('admin')
  const search = Object.fromEntries(new URL(request.url).searchParams) as AuditLogSearch
  const people = await listStaff(database(), signedIn.lender.id)
  const { filter: narrowed, faults } = filterOf(search, { ...signedIn.lender, people })
  if (faults.length > 0)
    return new Response(`This makes no sense here: ${faults.join(', ')}`, { status: 400 })
  const { before: _, ...filter } = narrowed
  await auditExport(database(), signedIn, 'audit_log')
  const lines = wholeAuditLog(database(), { lenderId: signedIn.lender.id, ...filter })
  return csvResponse('audit-log', columns, rowsOf(lines))
}

async function* rowsOf(lines: ReturnType<typeof wholeAuditLog>) {
  for await (const { at, actor, staffName, agreedByName, action, subject, ...line } of lines)
    yield [
      ...[at, actor, staffName, agreedByName, action, subject],
      ...[line.subjectId, JSON.stringify(line.detail)],
    ]
}
