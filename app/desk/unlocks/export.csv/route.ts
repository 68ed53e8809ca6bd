import { database } from '#lib/db/client.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { journalExport } from '#lib/staff/journal-view.ts'
import { unlocksOnBoard } from '#lib/unlocks/board.ts'
import { csvResponse } from '#lib/words/csv.ts'

const columns = [
  ...['reference', 'loan_number', 'borrower', 'phone', 'provider', 'stage', 'state', 'cause'],
  ...['attempts', 'error_class', 'error_detail', 'requested_at', 'deadline_at', 'late_at'],
  'next_action_at',
]

/** The board of unlocks as a file, one line for each. */
export async function GET(): Promise<Response> {
  const signedIn = await requireStaff()
  const unlocks = await unlocksOnBoard(database(), signedIn.lender.id)
  await journalExport(database(), signedIn, 'unlocks')
  const rows = unlocks.map((unlock) => [
    ...[unlock.reference, unlock.loanNumber, unlock.borrowerName],
    ...[`${unlock.brand} ${unlock.model}`, unlock.provider, unlock.stage, unlock.state],
    ...[unlock.cause, unlock.attempts, unlock.errorClass, unlock.errorDetail],
    ...[unlock.requestedAt, unlock.deadlineAt, unlock.lateAt, unlock.nextActionAt],
  ])
  return csvResponse('unlocks', columns, rows)
}
