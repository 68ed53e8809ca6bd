import type { Database } from '#lib/db/client.ts'
import type { JournalLine } from '#lib/db/journal.ts'
import type { JournalSubject, NounOf } from '#lib/domain/journal.ts'
import type { SignedInStaff } from './sessions.ts'

type Viewer = Pick<SignedInStaff, 'staff' | 'lender'>
type Detail = NonNullable<JournalLine['detail']>

export type Viewed = {
  subject: Extract<JournalSubject, NounOf<'viewed'>>
  subjectId: string
  detail?: Detail
}

/** Keeps that somebody of the staff looked at a record: every time, in one insert. */
export function journalView(db: Database, viewer: Viewer, viewed: Viewed): Promise<void> {
  return insertLine(db, viewer, { ...viewed, action: `${viewed.subject}.viewed` })
}

/** Keeps that a list left the desk as a file, and what it was narrowed to. */
export function journalExport(db: Database, viewer: Viewer, list: string, detail: Detail = {}) {
  return insertLine(db, viewer, {
    ...{ subject: 'list', subjectId: list, detail },
    action: 'list.exported',
  })
}

/** Keeps that somebody of the staff asked for what is not theirs, or not there. */
export function journalDenied(db: Database, viewer: Viewer, detail: Detail): Promise<void> {
  const about = { subject: 'staff', subjectId: viewer.staff.id } as const
  return insertLine(db, viewer, { ...about, detail, action: 'access.denied' })
}

async function insertLine(
  db: Database,
  { staff, lender }: Viewer,
  { detail = {}, ...line }: Pick<JournalLine, 'action' | 'subject' | 'subjectId' | 'detail'>,
): Promise<void> {
  const actor = `staff:${staff.id}`
  await db
    .insertInto('journal')
    .values({ ...line, actor, lenderId: lender.id, detail: JSON.stringify(detail) })
    .execute()
}
