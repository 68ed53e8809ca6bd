import { isWorkGroup } from '#lib/cases/case-groups.ts'
import { database } from '#lib/db/client.ts'
import { workList } from '#lib/desk/work-list.ts'
import { allPages } from '#lib/i18n/all-pages.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const size = 500
const columns = [
  ...['kind', 'what', 'reference', 'due_at', 'since', 'loan_number', 'borrower'],
  ...['taken_by', 'taken_at'],
]

export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const search = new URL(request.url).searchParams
  const wished = search.get('group')
  const group = isWorkGroup(wished) ? wished : undefined
  const takenBy = search.has('mine') ? signedIn.staff.id : undefined
  const { id: lenderId, policy } = signedIn.lender
  const filter = { lenderId, withinHours: policy.desk.withinHours, group, takenBy }
  const narrowed = { group: takenBy ? 'mine' : (group ?? 'all') }
  await auditExport(database(), signedIn, 'work', narrowed)
  const items = allPages(size, (page) => workList(database(), { ...filter, page, size }))
  return csvResponse('work-list', columns, rowsOf(items))
}

async function* rowsOf(items: AsyncIterable<Awaited<ReturnType<typeof workList>>[number]>) {
  for await (const item of items) {
    const { group, what, reference, dueAt, since, loanNumber, borrowerName } = item
    const about = [group, what, reference, dueAt, since, loanNumber, borrowerName]
    yield [...about, item.takenByName, item.takenAt]
  }
}
