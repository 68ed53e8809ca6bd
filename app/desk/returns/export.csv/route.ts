import { database } from '#lib/db/client.ts'
import { allPages } from '#lib/i18n/all-pages.ts'
import { csvResponse } from '#lib/i18n/csv.ts'
import { type ReturnFilter, returnsOfLender } from '#lib/returns/queries.ts'
import { auditExport } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

const size = 500
const columns = [
  ...['reference', 'state', 'state_at', 'send_by', 'answer_by'],
  ...['loan_number', 'brand', 'model'],
]

export async function GET(request: Request): Promise<Response> {
  const signedIn = await requireStaff()
  const show = new URL(request.url).searchParams.get('show')
  const filter: ReturnFilter = show === 'over' ? 'over' : 'open'
  await auditExport(database(), signedIn, 'returns', { filter })
  const lines = allPages(size, (page) =>
    returnsOfLender(database(), signedIn.lender.id, filter, page),
  )
  return csvResponse('returns', columns, rowsOf(lines))
}

type Line = Awaited<ReturnType<typeof returnsOfLender>>[number]

async function* rowsOf(lines: AsyncIterable<Line>) {
  for await (const line of lines) {
    const { reference, state, stateAt, sendBy, answerBy, loanNumber, brand, model } = line
    yield [reference, state, stateAt, sendBy?.toString(), answerBy, loanNumber, brand, model]
  }
}
