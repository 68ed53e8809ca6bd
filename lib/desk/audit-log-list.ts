import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { AuditLogAction, AuditLogSubject } from '#lib/domain/audit-log-actions.ts'
import { agreedByName, isAbout } from './audit-log-about.ts'
import { currencyOfLine } from './audit-log-currency.ts'

export const auditLogPageSize = 50

export type AuditLogFilter = {
  lenderId: string
  /** The id of somebody of the staff. */
  staffId?: string | undefined
  subject?: AuditLogSubject | undefined
  action?: AuditLogAction | undefined
  /** What was typed to find a record: its id or the end of it, or the number of a loan. */
  about?: string | undefined
  /** Only what happened in this time. */
  from?: Temporal.Instant | undefined
  until?: Temporal.Instant | undefined
  /** Only what is older than this entry. */
  before?: bigint | undefined
  size?: number
}

/** The audit log of a lender, newest first, a page at a time. */
export function auditLogList(db: Database, filter: AuditLogFilter) {
  const { lenderId, staffId, subject, action, about, before, size = auditLogPageSize } = filter
  const { from, until } = filter
  let lines = db
    .selectFrom('auditLog')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.lenderId', '=', 'auditLog.lenderId')
        .on((eb) => eb('auditLog.actor', '=', sql<string>`'staff:' || ${eb.ref('staff.id')}`)),
    )
    .select(['auditLog.id', 'auditLog.at', 'auditLog.actor', 'auditLog.action', 'auditLog.subject'])
    .select(['auditLog.subjectId', 'auditLog.detail', 'staff.name as staffName'])
    .select([agreedByName.as('agreedByName'), currencyOfLine.as('currency')])
    .where('auditLog.lenderId', '=', lenderId)
    .orderBy('auditLog.id', 'desc')
    .limit(size)
  if (staffId) lines = lines.where('auditLog.actor', '=', `staff:${staffId}`)
  // Written out, not as parameters: one fills the audit log and another is hardly in it, so each has a plan of its own.
  if (subject) lines = lines.where('auditLog.subject', '=', sql.lit(subject))
  if (action) lines = lines.where('auditLog.action', '=', sql.lit(action))
  if (about) lines = lines.where(isAbout(lenderId, about))
  if (from) lines = lines.where('auditLog.at', '>=', from)
  if (until) lines = lines.where('auditLog.at', '<', until)
  if (before !== undefined) lines = lines.where('auditLog.id', '<', before)
  return lines.execute()
}

type AuditLogEntry = Awaited<ReturnType<typeof auditLogList>>[number]

/** Every line that fits, newest first, read in pages. */
export async function* wholeAuditLog(
  db: Database,
  filter: Omit<AuditLogFilter, 'before' | 'size'>,
): AsyncGenerator<AuditLogEntry> {
  const size = 1_000
  let before: bigint | undefined
  for (;;) {
    const lines = await auditLogList(db, { ...filter, before, size })
    yield* lines
    before = lines.at(-1)?.id
    if (lines.length < size) return
  }
}
