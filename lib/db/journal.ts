import type { JournalAction, JournalSubject } from '#lib/domain/journal.ts'
import type { Tx } from './transaction.ts'

export type JournalLine = {
  lenderId: string
  /** `borrower:{id}`, `pay_link:{id}`, `staff:{id}`, `api_key:{id}`, `stripe`, `mdm:{provider}`, `keyturn`. */
  actor: string
  /** A past-tense verb in the field's words: `payment.recorded`, `unlock.confirmed`. */
  action: JournalAction
  subject: JournalSubject
  subjectId: string
  detail?: Record<string, string | number | boolean | null>
}

/** Adds who did what to which record, in the caller's transaction. */
export async function writeJournal(tx: Tx, line: JournalLine): Promise<void> {
  const { detail = {}, ...rest } = line
  await tx
    .insertInto('journal')
    .values({ ...rest, detail: JSON.stringify(detail) })
    .execute()
}
