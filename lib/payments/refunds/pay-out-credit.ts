import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'
import { needsSecondPerson } from '#lib/domain/money/refund-limit.ts'
import { type LoanRecord, lockLoanOfLender, post } from '#lib/ledger/ledger.ts'
import { holdEntries } from '#lib/payments/cash/cash-alone.ts'

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
  /** Who gave it. */
  staffId: string
  /** The approval by which two people agreed. */
  approvalId: string | null
  now: Temporal.Instant
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
  if (await payoutById(tx, payout)) return { outcome: 'already_paid_out' }
  if (loan.isDisputed) return { refusal: 'disputed' }
  if (loan.creditMinor !== payout.seenCreditMinor) return { refusal: 'changed_since' }
  if (payout.amountMinor > loan.creditMinor) return { refusal: 'above_credit' }
  if (!payout.approvalId && (await payOutNeedsTwo(tx, loan, payout.amountMinor)))
    return { refusal: 'needs_approval' }
  await book(tx, loan, payout)
  return { outcome: 'paid_out', leftMinor: loan.creditMinor - payout.amountMinor }
}

/** What was paid out of a loan's credit before. */
export async function paidOutBefore(db: Database, loanId: string): Promise<bigint> {
  const before = await db
    .selectFrom('creditPayouts')
    .select('amountMinor')
    .where('loanId', '=', loanId)
    .execute()
  return before.reduce((sum, payout) => sum + payout.amountMinor, 0n)
}

/** Whether a second person must agree. What was paid out of the loan before counts: many small parts are one large one. */
export async function payOutNeedsTwo(
  db: Database,
  { loanId, currency, lender }: Pick<LoanRecord, 'loanId' | 'currency' | 'lender'>,
  amountMinor: bigint,
): Promise<boolean> {
  const givenAloneMinor = await paidOutBefore(db, loanId)
  return needsSecondPerson(lender.policy, { currency, amountMinor, givenAloneMinor })
}

/** What was booked by one form; undefined: nothing was. */
export function payoutById(
  db: Database,
  { lenderId, loanId, payoutId }: Pick<CreditPayout, 'lenderId' | 'loanId' | 'payoutId'>,
) {
  return db
    .selectFrom('creditPayouts')
    .select(['amountMinor', 'bookedAt'])
    .where('id', '=', payoutId)
    .where('lenderId', '=', lenderId)
    .where('loanId', '=', loanId)
    .executeTakeFirst()
}

async function book(
  tx: Tx,
  { lender, loanId, currency }: LoanRecord,
  { payoutId, amountMinor, method, paidOn, note, staffId, approvalId, now }: CreditPayout,
): Promise<void> {
  // Not while somebody counts this person's cash.
  await holdEntries(tx, staffId)
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
  await tx
    .insertInto('creditPayouts')
    .values({
      id: payoutId,
      lenderId: lender.id,
      loanId,
      currency,
      amountMinor,
      method,
      paidOn,
      paidBy: staffId,
      approvalId,
      note,
      bookedAt: now,
    })
    .execute()
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor: `staff:${staffId}`,
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
