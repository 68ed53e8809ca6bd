import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { type LoanFacts, loanRecord } from '#lib/desk/loan-record.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { type PhoneStatus, phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'

/** What the parts of a loan's page are given. */
export type ViewedLoan = { loan: LoanFacts; lender: Lender; reader: Reader } & PhoneStatus

/** The loan for somebody of this lender's staff; the look at it is kept. */
export async function viewedLoan(
  signedIn: SignedInStaff,
  loanId: string,
): Promise<ViewedLoan | undefined> {
  const { lender } = signedIn
  const loan = await loanRecord(database(), lender.id, loanId)
  const phone = loan && (await phoneOf(database(), loan.borrowerId, loan.deviceId))
  if (!loan || !phone) return undefined
  const detail = { loanNumber: loan.loanNumber }
  await auditView(database(), signedIn, { subject: 'loan', subjectId: loan.id, detail })
  const reader = await readerOf(lender)
  return { loan, lender, reader, ...phoneStatus(phone, reader) }
}
