import type { AuditLogAction, AuditLogSubject } from '#lib/domain/audit-log-actions.ts'
import type { AuditLogDetail } from '#lib/domain/audit-log-details.ts'
import type { Tx } from './transaction.ts'

export type AuditLogLine = {
  lenderId: string
  /** `borrower:{id}`, `pay_link:{id}`, `staff:{id}`, `api_key:{id}`, `psp`, `mdm:{provider}`, `keyturn`. */
  actor: string
  /** A past-tense verb in the field's words: `payment.recorded`, `unlock.confirmed`. */
  action: AuditLogAction
  subject: AuditLogSubject
  subjectId: string
  detail?: AuditLogDetail
}

/** Adds who did what to which record, in the caller's transaction. */
export async function writeAuditLog(tx: Tx, line: AuditLogLine): Promise<void> {
  const { detail = {}, ...rest } = line
  await tx
    .insertInto('auditLog')
    .values({ ...rest, detail: JSON.stringify(detail) })
    .execute()
}
