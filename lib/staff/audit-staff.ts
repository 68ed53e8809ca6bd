import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

type Line = {
  lenderId: string
  staffId: string
  action: AuditLogLine['action']
  /** Who did it; without one, the person did it. */
  actor?: string
  detail?: AuditLogLine['detail']
}

/** What happened to the account of a member of the staff. */
export function auditStaff(tx: Tx, line: Line): Promise<void> {
  const { lenderId, staffId, action, actor = `staff:${staffId}`, detail } = line
  const about = { subject: 'staff', subjectId: staffId } as const
  return writeAuditLog(tx, { lenderId, actor, action, ...about, ...(detail ? { detail } : {}) })
}
