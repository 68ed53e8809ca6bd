import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ApprovalDetail, ApprovalKind } from './ask-approval.ts'

export type Decision = {
  approvalId: string
  staffId: string
  /** `stale`: sent back, because things are not as they were when it was asked. */
  decision: 'approved' | 'refused' | 'stale'
  note: string | null
  now: Temporal.Instant
}

export type DecidedApproval = {
  approvalId: string
  lenderId: string
  kind: ApprovalKind
  subjectId: string
  loanId: string | null
  detail: ApprovalDetail
  reason: string
  askedBy: string
}

export type DecisionRefusal = {
  refusal: 'missing' | 'decided' | 'same_person' | 'not_allowed'
}

/**
 * The second person's word. The door does what was approved in the same transaction, by the detail given back;
 * when that is no longer as it was seen, it says so with `markStale`.
 */
export async function decideApproval(
  tx: Tx,
  decision: Decision,
): Promise<{ approval: DecidedApproval } | DecisionRefusal> {
  const { approvalId, staffId, decision: state, note, now } = decision
  const found = await tx
    .selectFrom('approvals')
    .innerJoin('staff', 'staff.lenderId', 'approvals.lenderId')
    .select(['approvals.lenderId', 'kind', 'subjectId', 'loanId', 'detail', 'reason', 'askedBy'])
    .select(['state', 'staff.role', 'staff.disabledAt'])
    .where('approvals.id', '=', approvalId)
    .where('staff.id', '=', staffId)
    .forNoKeyUpdate('approvals')
    .executeTakeFirst()
  if (!found) return { refusal: 'missing' }
  const { role, disabledAt, state: before, ...approval } = found
  if (role === 'agent' || disabledAt) return { refusal: 'not_allowed' }
  if (before !== 'waiting') return { refusal: 'decided' }
  if (approval.askedBy === staffId) return { refusal: 'same_person' }
  await tx
    .updateTable('approvals')
    .set({ state, decidedBy: staffId, decidedAt: now, decisionNote: note })
    .where('id', '=', approvalId)
    .execute()
  await writeAuditLog(tx, {
    lenderId: approval.lenderId,
    actor: `staff:${staffId}`,
    action: `approval.${state}`,
    subject: 'approval',
    subjectId: approvalId,
    detail: { kind: approval.kind, about: approval.subjectId, note },
  })
  return { approval: { ...approval, approvalId, detail: approval.detail as ApprovalDetail } }
}

/** What was approved is not as it was seen when it was asked, so nothing was done. */
export async function markStale(
  tx: Tx,
  { approvalId, lenderId, staffId }: { approvalId: string; lenderId: string; staffId: string },
): Promise<void> {
  await tx
    .updateTable('approvals')
    .set({ state: 'stale' })
    .where('id', '=', approvalId)
    .where('state', '=', 'approved')
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'approval.stale',
    subject: 'approval',
    subjectId: approvalId,
  })
}
