import { cache } from 'react'
import { database } from '#lib/db/client.ts'
import { type Found, searchLoans } from '#lib/desk/search.ts'
import { readSearch, type TermsReading } from '#lib/desk/search-terms.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff, type SignedInStaff } from '#lib/staff/guards.ts'

type Fault = Exclude<TermsReading, { ok: true }>['refusal'] | 'imei'

type Answer = { found?: Found[]; fault?: Fault }

/** What fits, once a request, for the page and its title. */
export const foundFor = cache(
  async (typed: string | undefined): Promise<Answer> =>
    typed === undefined ? {} : findFor(await requireStaff(), typed),
)

/** What fits, for somebody of the staff. The audit log keeps whose records were listed, not what was typed. */
export async function findFor(signedIn: SignedInStaff, typed: string): Promise<Answer> {
  const reading = readSearch(typed, signedIn.lender.country)
  if (!reading.ok) return { fault: reading.refusal }
  const found = await searchLoans(database(), signedIn.lender.id, reading.terms)
  if (found.length === 0 && reading.isMistypedImei) return { fault: 'imei' }
  const loans = found.slice(0, 20).map(({ loanNumber }) => loanNumber)
  const detail = { rows: found.length, loans: loans.join(' ') }
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'search', detail })
  return { found }
}
