import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { type ReturnDetail, returnOf } from '#lib/returns/queries.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff, type SignedInStaff } from '#lib/staff/guards.ts'

/** What the parts of a return's page at the desk are given. */
export type ViewedReturn = {
  shown: ReturnDetail
  lender: SignedInStaff['lender']
  staff: SignedInStaff['staff']
  reader: Reader
}

/** A return of this lender's, for somebody of its staff who acts on it. */
export async function requireReturn(returnId: string): Promise<ViewedReturn> {
  const signedIn = await requireStaff()
  const { lender, staff } = signedIn
  const shown = await returnOf(database(), { lenderId: lender.id }, returnId)
  if (!shown) return notAtThisDesk(signedIn, `return ${returnId}`)
  return { shown, lender, staff, reader: await readerOf(lender) }
}

/** The same for looking at it: the look is kept. */
export async function viewReturn(returnId: string): Promise<ViewedReturn> {
  const viewed = await requireReturn(returnId)
  const detail = { loanNumber: viewed.shown.loanNumber }
  await auditView(database(), viewed, { subject: 'return', subjectId: returnId, detail })
  return viewed
}
