import { type JournalLine, writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'

type Line = {
  lenderId: string
  staffId: string
  action: JournalLine['action']
  /** Who did it; without one, the person did it. */
  actor?: string
  detail?: JournalLine['detail']
}

/** What happened to the account of a member of the staff. */
export function journalStaff(tx: Tx, line: Line): Promise<void> {
  const { lenderId, staffId, action, actor = `staff:${staffId}`, detail } = line
  const about = { subject: 'staff', subjectId: staffId } as const
  return writeJournal(tx, { lenderId, actor, action, ...about, ...(detail ? { detail } : {}) })
}
