import type { Database } from '#lib/db/client.ts'
import type { ApprovalKind } from './ask-approval.ts'

export function approvalOf(db: Database, lenderId: string, approvalId: string) {
  return approvals(db, lenderId).where('approvals.id', '=', approvalId).executeTakeFirst()
}

/** What waits for a second person, the oldest first. */
export function waitingApprovals(db: Database, lenderId: string) {
  return approvals(db, lenderId)
    .where('approvals.state', '=', 'waiting')
    .orderBy('approvals.askedAt')
    .limit(200)
    .execute()
}

/** What was decided lately, the newest first. */
export function decidedApprovals(db: Database, lenderId: string) {
  return approvals(db, lenderId)
    .where('approvals.state', '<>', 'waiting')
    .orderBy('approvals.decidedAt', 'desc')
    .limit(50)
    .execute()
}

/** Everything that was ever asked, the newest first. */
export function allApprovals(db: Database, lenderId: string, most = 5_000) {
  return approvals(db, lenderId).orderBy('approvals.askedAt', 'desc').limit(most).execute()
}

export function waitingApproval(
  db: Database,
  lenderId: string,
  { kind, subjectId }: { kind: ApprovalKind; subjectId: string },
) {
  return approvals(db, lenderId)
    .where('approvals.kind', '=', kind)
    .where('approvals.subjectId', '=', subjectId)
    .where('approvals.state', '=', 'waiting')
    .executeTakeFirst()
}

/** What waits about one loan, the oldest first. */
export function approvalsWaitingFor(
  db: Database,
  lenderId: string,
  { loanId, kind }: { loanId: string; kind: ApprovalKind },
) {
  return approvals(db, lenderId)
    .where('approvals.loanId', '=', loanId)
    .where('approvals.kind', '=', kind)
    .where('approvals.state', '=', 'waiting')
    .orderBy('approvals.askedAt')
    .execute()
}

export type Approval = NonNullable<Awaited<ReturnType<typeof approvalOf>>>

function approvals(db: Database, lenderId: string) {
  return db
    .selectFrom('approvals')
    .innerJoin('staff as asker', 'asker.id', 'approvals.askedBy')
    .leftJoin('staff as decider', 'decider.id', 'approvals.decidedBy')
    .leftJoin('loans', 'loans.id', 'approvals.loanId')
    .leftJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .leftJoin('devices', 'devices.loanId', 'loans.id')
    .select(['approvals.loanId', 'loans.loanNumber', 'borrowers.name as borrowerName'])
    .select('loans.outstandingMinor')
    .select(['devices.brand', 'devices.model', 'devices.lockState'])
    .select('devices.otherLocks')
    .select(['approvals.id', 'approvals.kind', 'approvals.subjectId', 'approvals.detail'])
    .select(['approvals.reason', 'approvals.state', 'approvals.askedBy', 'approvals.askedAt'])
    .select(['approvals.decidedBy', 'approvals.decidedAt', 'approvals.decisionNote'])
    .select(['asker.name as askerName', 'decider.name as deciderName'])
    .where('approvals.lenderId', '=', lenderId)
}
