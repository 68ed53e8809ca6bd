import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import type { CashMethod, CashReason } from '#lib/domain/money/cash-limit.ts'
import { saidAtCounter, takenAt } from '#lib/domain/money/paid-for.ts'
import { receiptKey } from '#lib/domain/money/paper-receipt.ts'
import { fallsAwayBy } from '#lib/domain/money/settlement-quote.ts'
import { type LoanRecord, lockLoanOfLender } from '#lib/ledger/ledger.ts'
import { bookToLoan } from '#lib/payments/book-to-loan.ts'
import { loanToPay } from '#lib/payments/loan-to-pay.ts'
import type { RecordedPayment } from '#lib/payments/record-payment.ts'
import { holdEntries, whyTwo } from './cash-alone.ts'

export type CashTaken = {
  lenderId: string
  loanId: string
  /** The payment's id, chosen by the form: one form is one payment, however often it is sent. */
  paymentId: string
  amountMinor: bigint
  method: CashMethod
  /** The number on the receipt that the office wrote. */
  officeReceipt: string
  /** The day on which it was taken, in the lender's zone. */
  takenOn: Temporal.PlainDate
  /** What the person saw as owed; when it has changed, what the money does is shown again first. */
  seenOutstandingMinor: bigint
  locale: Language
  /** Who took it. */
  staffId: string
  /** The approval by which two people agreed. */
  approvalId: string | null
  now: Temporal.Instant
}

export type CashRecorded =
  | { outcome: 'recorded'; payment: RecordedPayment; effect: Effect }
  | { outcome: 'already_recorded'; paymentId: string }
  | { refusal: 'missing' | 'changed_since' }
  | { refusal: 'receipt_known'; reference: string; paymentId: string }
  | { refusal: 'needs_approval'; why: CashReason[] }

/**
 * Books money that staff took themselves, once, as if the provider had captured it; says what it does to the lock.
 * One person's word is enough up to the lender's limit, and never to end a loan.
 */
export async function recordCash(tx: Tx, cash: CashTaken): Promise<CashRecorded> {
  const loan = await lockLoanOfLender(tx, cash)
  if (!loan) return { refusal: 'missing' }
  const known = await enteredBefore(tx, cash)
  if (known) return known
  if (loan.outstandingMinor !== cash.seenOutstandingMinor) return { refusal: 'changed_since' }
  if (cash.approvalId) return book(tx, loan, cash)
  await holdEntries(tx, cash.staffId)
  const why = await whyTwo(tx, loan, cash)
  return why.length > 0 ? { refusal: 'needs_approval', why } : book(tx, loan, cash)
}

async function enteredBefore(
  tx: Tx,
  { paymentId, lenderId, loanId, officeReceipt }: CashTaken,
): Promise<CashRecorded | undefined> {
  const same = await tx
    .selectFrom('payments')
    .select(['id', 'loanId'])
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (same) {
    return same.loanId === loanId
      ? { outcome: 'already_recorded', paymentId }
      : { refusal: 'missing' }
  }
  const other = await receiptBookedAs(tx, { lenderId, officeReceipt })
  return other && { refusal: 'receipt_known', ...other }
}

/** The entry that a paper receipt was booked as, however its number was written; undefined: it was not. */
export function receiptBookedAs(
  db: Database,
  { lenderId, officeReceipt }: Pick<CashTaken, 'lenderId' | 'officeReceipt'>,
): Promise<{ paymentId: string; reference: string } | undefined> {
  return db
    .selectFrom('payments')
    .select(['id as paymentId', 'reference'])
    .where('lenderId', '=', lenderId)
    .where('officeReceiptKey', '=', receiptKey(officeReceipt))
    .where('reversedAt', 'is', null)
    .executeTakeFirst()
}

async function book(tx: Tx, asFound: LoanRecord, cash: CashTaken): Promise<CashRecorded> {
  const { paymentId, amountMinor: receivedMinor, takenOn, now } = cash
  const { lender, loanId } = asFound
  const reference = await insertPaid(tx, asFound, cash)
  const { rebateMinor } = fallsAwayBy(asFound, receivedMinor, takenOn)
  const paying = { amountMinor: receivedMinor, rebateMinor, on: takenOn, now }
  const loan = await loanToPay(tx, asFound, paying)
  const split = splitCapture(loan, {
    receivedMinor,
    rebateMinor,
    today: dayAt(now, lender.timeZone),
  })
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now }
  const said = saidAtCounter(loan, split.loanMinor, { clock, takenOn })
  const { effect } = await bookToLoan(tx, loan, {
    paymentId,
    cause: 'cash',
    causeId: paymentId,
    from: 'cash',
    receivedMinor,
    split,
    now,
    said,
  })
  await tx
    .updateTable('payments')
    .set({ effect: effect.kind })
    .where('id', '=', paymentId)
    .execute()
  await audit(tx, cash, { creditMinor: split.creditMinor, effect: effect.kind })
  const { unlockWithinMinutes } = lender.policy
  const payment = { paymentId, lenderId: lender.id, loanId, reference, unlockWithinMinutes }
  return { outcome: 'recorded', payment, effect }
}

async function insertPaid(tx: Tx, loan: LoanRecord, cash: CashTaken): Promise<string> {
  const { paymentId: id, amountMinor, method, officeReceipt, takenOn, locale, now } = cash
  const { staffId: takenBy, approvalId } = cash
  const { lender, loanId, currency } = loan
  const reference = formatReference(randomBytes(8))
  const paidAt = takenAt(takenOn, { timeZone: lender.timeZone, now })
  await tx
    .insertInto('payments')
    .values({
      id,
      lenderId: lender.id,
      loanId,
      reference,
      currency,
      method,
      officeReceipt,
      locale,
      openedBy: 'staff',
      takenBy,
      approvalId,
      choice: 'other',
      state: 'paid',
      officeReceiptKey: receiptKey(officeReceipt),
      askedMinor: amountMinor,
      paidMinor: amountMinor,
      paidAt,
      bookedAt: now,
      createdAt: now,
      stateAt: now,
    })
    .execute()
  return reference
}

function audit(
  tx: Tx,
  { lenderId, paymentId, staffId, approvalId, amountMinor, ...cash }: CashTaken,
  { creditMinor, effect }: { creditMinor: bigint; effect: Effect['kind'] },
): Promise<void> {
  const { method, officeReceipt, takenOn } = cash
  return writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'payment.taken_by_staff',
    subject: 'payment',
    subjectId: paymentId,
    detail: {
      method,
      officeReceipt,
      effect,
      takenOn: takenOn.toString(),
      receivedMinor: String(amountMinor),
      creditMinor: String(creditMinor),
      ...(approvalId && { approval: approvalId }),
    },
  })
}
