import type { AuditLogLine } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { AuditedList, AuditLogSubject, NounOf } from '#lib/domain/audit-log-actions.ts'
import type { SignedInStaff } from './sessions.ts'

type Viewer = Pick<SignedInStaff, 'staff' | 'lender'>
type Detail = NonNullable<AuditLogLine['detail']>

type ViewedSubject = Extract<AuditLogSubject, NounOf<'viewed'>>
type Viewed = { detail?: Detail } & (
  | { subject: Exclude<ViewedSubject, 'list'>; subjectId: string }
  | { subject: 'list'; subjectId: AuditedList }
)

/** Keeps that somebody of the staff looked at a record: every time, in one insert. */
export function auditView(db: Database, viewer: Viewer, viewed: Viewed): Promise<void> {
  return insertLine(db, viewer, { ...viewed, action: `${viewed.subject}.viewed` })
}

/** Keeps that a list left the desk as a file, and what it was narrowed to. */
export function auditExport(db: Database, viewer: Viewer, list: AuditedList, detail: Detail = {}) {
  return insertLine(db, viewer, {
    subject: 'list',
    subjectId: list,
    detail,
    action: 'list.exported',
  })
}

/** Keeps that somebody of the staff asked for what is not theirs, or not there. */
export function auditDenied(db: Database, viewer: Viewer, detail: Detail): Promise<void> {
  const about = { subject: 'staff', subjectId: viewer.staff.id } as const
  return insertLine(db, viewer, { ...about, detail, action: 'access.denied' })
}

async function insertLine(
  db: Database,
  { staff, lender }: Viewer,
  { detail = {}, ...line }: Pick<AuditLogLine, 'action' | 'subject' | 'subjectId' | 'detail'>,
): Promise<void> {
  const actor = `staff:${staff.id}`
  await db
    .insertInto('auditLog')
    .values({ ...line, actor, lenderId: lender.id, detail: JSON.stringify(detail) })
    .execute()
}
