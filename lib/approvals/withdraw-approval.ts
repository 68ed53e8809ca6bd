import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type Withdrawal = { approvalId: string; staffId: string; now: Temporal.Instant }

/** Takes back what one asked for oneself. False when it was decided meanwhile, or another asked. */
export async function withdrawApproval(
  tx: Tx,
  { approvalId, staffId, now }: Withdrawal,
): Promise<boolean> {
  const row = await tx
    .updateTable('approvals')
    .set({ state: 'withdrawn', decidedBy: staffId, decidedAt: now })
    .where('id', '=', approvalId)
    .where('askedBy', '=', staffId)
    .where('state', '=', 'waiting')
    .returning('lenderId')
    .executeTakeFirst()
  if (!row) return false
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor: `staff:${staffId}`,
    action: 'approval.withdrawn',
    subject: 'approval',
    subjectId: approvalId,
  })
  return true
}
