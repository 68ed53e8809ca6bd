import { buyerCaseOfLoan } from '#lib/cases/buyer-case-of-loan.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { lockLoanOfLender } from '#lib/ledger/ledger.ts'
import {
  makeSettlementLink,
  type SettlementLinkRefusal,
} from '#lib/payments/links/settlement-link.ts'

type Wanted = {
  /** Chosen by the form: one form makes one link, however often it is sent. */
  payLinkId: string
  lenderId: string
  loanId: string
  staffId: string
  /** Of the buyer's case whose page is to show it; none: staff hand it over themselves. */
  caseReference: string | undefined
  reason: string
  /** What the page showed: when another amount settles by now, nothing is made. */
  seenOutstandingMinor: bigint
  now: Temporal.Instant
}

type Made =
  | { payLinkId: string; code: string }
  | SettlementLinkRefusal
  | { refusal: 'no_such_case' | 'other_loan' | 'changed_since' }

/** Has a link made that pays off a loan, and shows it on the page of the buyer who asked. */
export async function linkForBuyer(tx: Tx, wanted: Wanted): Promise<Made> {
  const { lenderId, loanId, staffId, caseReference, reason, seenOutstandingMinor, now } = wanted
  const { payLinkId } = wanted
  const loan = await lockLoanOfLender(tx, { lenderId, loanId })
  if (!loan) return { refusal: 'missing' }
  if (loan.outstandingMinor !== seenOutstandingMinor) return { refusal: 'changed_since' }
  const found =
    caseReference === undefined
      ? { caseId: null }
      : await buyerCaseOfLoan(tx, { lenderId, reference: caseReference, loanId })
  if ('refusal' in found) return found
  const actor = `staff:${staffId}`
  return makeSettlementLink(tx, { payLinkId, loan, actor, caseId: found.caseId, reason, now })
}
