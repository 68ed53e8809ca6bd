import { filterOf, type JournalSearch } from '#app/desk/journal/filter-of.ts'
import { database } from '#lib/db/client.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { wholeJournal } from '#lib/staff/journal-list.ts'
import { journalExport } from '#lib/staff/journal-view.ts'
import { csvResponse } from '#lib/words/csv.ts'

const columns = ['at', 'actor', 'name', 'agreed_by', 'action', 'subject', 'subject_id', 'detail']

/** The journal as it is narrowed on the page, all of it. */
export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff('admin')
  const search = Object.fromEntries(new URL(request.url).searchParams) as JournalSearch
  const { before: _, ...filter } = filterOf(search, signedIn.lender.timeZone)
  await journalExport(database(), signedIn, 'journal')
  const lines = wholeJournal(database(), { lenderId: signedIn.lender.id, ...filter })
  return csvResponse('journal', columns, rowsOf(lines))
}

async function* rowsOf(lines: ReturnType<typeof wholeJournal>) {
  for await (const { at, actor, staffName, agreedByName, action, subject, ...line } of lines)
    yield [
      ...[at, actor, staffName, agreedByName, action, subject],
      ...[line.subjectId, JSON.stringify(line.detail)],
    ]
}
