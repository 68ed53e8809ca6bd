import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'
import { needsSecondPerson } from '#lib/domain/money/refund-limit.ts'
import { type LoanRecord, lockLoanOfLender, post } from '#lib/ledger/ledger.ts'

export type CreditPayout = {
  lenderId: string
  loanId: string
  /** Chosen by the form: one form pays out once, however often it is sent. */
  payoutId: string
  amountMinor: bigint
  /** How it was given, by hand or from the lender's bank, and on which day. */
  method: CashMethod
  paidOn: Temporal.PlainDate
  /** The credit that the person saw; when it has changed, nothing is booked. */
  seenCreditMinor: bigint
  note: string
  actor: string
  /** The approval by which two people agreed. */
  approvalId: string | null
}

export type CreditPaidOut =
  | { outcome: 'paid_out'; leftMinor: bigint }
  | { outcome: 'already_paid_out' }
  /** `disputed`: a bank may keep money that the credit stands on. */
  | { refusal: 'missing' | 'disputed' | 'changed_since' | 'above_credit' | 'needs_approval' }

/** Books credit that was given back outside the provider, once. Above the lender's limit of refunds only by two people. */
export async function payOutCredit(tx: Tx, payout: CreditPayout): Promise<CreditPaidOut> {
  const loan = await lockLoanOfLender(tx, payout)
  if (!loan) return { refusal: 'missing' }
  if (await wasPaidOut(tx, payout.payoutId)) return { outcome: 'already_paid_out' }
  if (loan.isDisputed) return { refusal: 'disputed' }
  if (loan.creditMinor !== payout.seenCreditMinor) return { refusal: 'changed_since' }
  if (payout.amountMinor > loan.creditMinor) return { refusal: 'above_credit' }
  if (!payout.approvalId && (await payOutNeedsTwo(tx, loan, payout.amountMinor)))
    return { refusal: 'needs_approval' }
  await book(tx, loan, payout)
  return { outcome: 'paid_out', leftMinor: loan.creditMinor - payout.amountMinor }
}

/** Whether a second person must agree. What was paid out of the loan before counts: many small parts are one large one. */
export async function payOutNeedsTwo(
  db: Pick<Tx, 'selectFrom'>,
  { loanId, currency, lender }: Pick<LoanRecord, 'loanId' | 'currency' | 'lender'>,
  amountMinor: bigint,
): Promise<boolean> {
  const { minor } = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('minor'))
    .where('ledgerEntries.loanId', '=', loanId)
    .where('ledgerEntries.account', '=', 'borrower_credit')
    .where('postings.cause', '=', 'credit_paid_out')
    .executeTakeFirstOrThrow()
  return needsSecondPerson(lender.policy, { currency, amountMinor, givenAloneMinor: minor })
}

function wasPaidOut(tx: Tx, payoutId: string) {
  return tx
    .selectFrom('postings')
    .select('id')
    .where('cause', '=', 'credit_paid_out')
    .where('causeId', '=', payoutId)
    .executeTakeFirst()
}

async function book(
  tx: Tx,
  { lender, loanId, currency }: LoanRecord,
  { payoutId, amountMinor, method, paidOn, note, actor, approvalId }: CreditPayout,
): Promise<void> {
  await post(tx, {
    lenderId: lender.id,
    loanId,
    currency,
    paymentId: null,
    cause: 'credit_paid_out',
    causeId: payoutId,
    entries: [
      { account: 'borrower_credit', amountMinor },
      { account: 'cash', amountMinor: -amountMinor },
    ],
  })
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor,
    action: 'loan.credit_paid_out',
    subject: 'loan',
    subjectId: loanId,
    detail: {
      note,
      method,
      paidOn: paidOn.toString(),
      amountMinor: String(amountMinor),
      approval: approvalId,
    },
  })
}
