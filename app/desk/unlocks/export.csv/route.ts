import { groupIn } from '#app/desk/unlocks/group-key.ts'
import { database } from '#lib/db/client.ts'
import { allPages } from '#lib/i18n/all-pages.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { unlocksOnBoard } from '#lib/unlocks/board.ts'

const size = 500
const columns = [
  ...['reference', 'loan_number', 'borrower', 'phone', 'provider', 'stage', 'state', 'cause'],
  ...['attempts', 'error_class', 'error_detail', 'requested_at', 'deadline_at', 'late_at'],
  'next_action_at',
]

export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const group = groupIn(Object.fromEntries(new URL(request.url).searchParams))
  await auditExport(database(), signedIn, 'unlocks', group)
  const { id: lenderId } = signedIn.lender
  const unlocks = allPages(size, (page) =>
    unlocksOnBoard(database(), lenderId, { group, page, size }),
  )
  return csvResponse('unlocks', columns, rowsOf(unlocks))
}

async function* rowsOf(unlocks: AsyncIterable<Awaited<ReturnType<typeof unlocksOnBoard>>[number]>) {
  for await (const unlock of unlocks)
    yield [
      ...[unlock.reference, unlock.loanNumber, unlock.borrowerName],
      ...[`${unlock.brand} ${unlock.model}`, unlock.provider, unlock.stage, unlock.state],
      ...[unlock.cause, unlock.attempts, unlock.errorClass, unlock.errorDetail],
      ...[unlock.requestedAt, unlock.deadlineAt, unlock.lateAt, unlock.nextActionAt],
    ]
}
