import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { JournalAction, JournalSubject } from '#lib/domain/journal.ts'
import { agreedByName, isAbout } from './journal-about.ts'

export const journalPageSize = 50

export type JournalFilter = {
  lenderId: string
  /** The id of somebody of the staff. */
  staffId?: string | undefined
  subject?: JournalSubject | undefined
  action?: JournalAction | undefined
  /** What was typed to find a record: its id or the end of it, or the number of a loan. */
  about?: string | undefined
  /** Only what happened in this time. */
  from?: Temporal.Instant | undefined
  until?: Temporal.Instant | undefined
  /** Only what is older than this entry. */
  before?: bigint | undefined
  size?: number
}

/** The journal of a lender, newest first, a page at a time. */
export function journalList(db: Database, filter: JournalFilter) {
  const { lenderId, staffId, subject, action, about, before, size = journalPageSize } = filter
  const { from, until } = filter
  let lines = db
    .selectFrom('journal')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.lenderId', '=', 'journal.lenderId')
        .on((eb) => eb('journal.actor', '=', sql<string>`'staff:' || ${eb.ref('staff.id')}`)),
    )
    .select(['journal.id', 'journal.at', 'journal.actor', 'journal.action', 'journal.subject'])
    .select(['journal.subjectId', 'journal.detail', 'staff.name as staffName'])
    .select(agreedByName.as('agreedByName'))
    .where('journal.lenderId', '=', lenderId)
    .orderBy('journal.id', 'desc')
    .limit(size)
  if (staffId) lines = lines.where('journal.actor', '=', `staff:${staffId}`)
  // Written out, not as parameters: one fills the journal and another is hardly in it, so each has a plan of its own.
  if (subject) lines = lines.where('journal.subject', '=', sql.lit(subject))
  if (action) lines = lines.where('journal.action', '=', sql.lit(action))
  if (about) lines = lines.where(isAbout(lenderId, about))
  if (from) lines = lines.where('journal.at', '>=', from)
  if (until) lines = lines.where('journal.at', '<', until)
  if (before !== undefined) lines = lines.where('journal.id', '<', before)
  return lines.execute()
}

export type JournalEntry = Awaited<ReturnType<typeof journalList>>[number]

/** Every line that fits, newest first, read in pages. */
export async function* wholeJournal(
  db: Database,
  filter: Omit<JournalFilter, 'before' | 'size'>,
): AsyncGenerator<JournalEntry> {
  const size = 1_000
  let before: bigint | undefined
  for (;;) {
    const lines = await journalList(db, { ...filter, before, size })
    yield* lines
    before = lines.at(-1)?.id
    if (lines.length < size) return
  }
}
