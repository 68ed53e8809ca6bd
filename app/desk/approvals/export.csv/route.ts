import { allApprovals } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const columns = [
  ...[
    'kind',
    'about',
    'loan_number',
    'borrower',
    'state',
    'reason',
    'asked_by',
    'asked_at',
    'decided_by',
    'decided_at',
  ],
  ...['note', 'detail'],
]

export async function GET(): Promise<Response> {
  const signedIn = await requireStaff()
  const approvals = await allApprovals(database(), signedIn.lender.id)
  await auditExport(database(), signedIn, 'approvals')
  const rows = approvals.map((approval) => [
    ...[approval.kind, approval.subjectId, approval.loanNumber, approval.borrowerName],
    ...[approval.state, approval.reason],
    ...[approval.askerName, approval.askedAt, approval.deciderName, approval.decidedAt],
    ...[approval.decisionNote, JSON.stringify(approval.detail)],
  ])
  return csvResponse('approvals', columns, rows)
}
