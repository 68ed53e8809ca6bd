import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { loanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

/** The loan that an act is about, for whoever of this lender's staff is signed in. */
export async function requireLoan({ loanId = '' }: { loanId?: string }) {
  const signedIn = await requireStaff()
  const { lender } = signedIn
  const loan = isUuid(loanId) ? await loanAtDesk(database(), lender.id, loanId) : undefined
  if (!loan) return notAtThisDesk(signedIn, `loan ${loanId}`)
  return { ...signedIn, loan, reader: await readerOf(lender) }
}

/** The same for a page: the look at it is kept. */
export async function viewLoan(loanId: string) {
  const viewed = await requireLoan({ loanId })
  await auditView(database(), viewed, { subject: 'loan', subjectId: loanId })
  return viewed
}
