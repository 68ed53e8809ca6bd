import { randomBytes } from 'node:crypto'
import { writeJournal } from '#lib/db/journal.ts'
import { type LoanRecord, lockLoanOfLender } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { saidAtCounter, takenAt } from '#lib/domain/bought.ts'
import { splitCapture } from '#lib/domain/capture-split.ts'
import type { Effect } from '#lib/domain/effect.ts'
import { formatReference } from '#lib/domain/reference.ts'
import { fallsAwayBy } from '#lib/domain/settlement-quote.ts'
import { bookToLoan } from './book-to-loan.ts'
import { loanToPay } from './loan-to-pay.ts'
import type { RecordedPayment } from './record-payment.ts'

export const cashMethods = ['cash', 'bank_transfer'] as const
export type CashMethod = (typeof cashMethods)[number]

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
  locale: 'en' | 'es' | 'ar'
  actor: string
  now: Temporal.Instant
}

export type CashRecorded =
  | { outcome: 'recorded'; payment: RecordedPayment; effect: Effect }
  | { outcome: 'already_recorded'; paymentId: string }
  | { refusal: 'missing' | 'changed_since' }
  | { refusal: 'receipt_known'; reference: string; paymentId: string }

/** Books money that staff took themselves, once, as if Stripe had captured it; says what it does to the lock. */
export async function recordCash(tx: Tx, cash: CashTaken): Promise<CashRecorded> {
  const loan = await lockLoanOfLender(tx, cash)
  if (!loan) return { refusal: 'missing' }
  const known = await enteredBefore(tx, cash)
  if (known) return known
  if (loan.outstandingMinor !== cash.seenOutstandingMinor) return { refusal: 'changed_since' }
  return book(tx, loan, cash)
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
  const other = await tx
    .selectFrom('payments')
    .select(['id as paymentId', 'reference'])
    .where('lenderId', '=', lenderId)
    .where('officeReceipt', '=', officeReceipt)
    .where('reversedAt', 'is', null)
    .executeTakeFirst()
  return other && { refusal: 'receipt_known', ...other }
}

async function book(tx: Tx, asFound: LoanRecord, cash: CashTaken): Promise<CashRecorded> {
  const { paymentId, amountMinor: receivedMinor, takenOn, now } = cash
  const { lender, loanId } = asFound
  const reference = await insertPaid(tx, asFound, cash)
  const { rebateMinor } = fallsAwayBy(asFound, receivedMinor, takenOn)
  const paying = { amountMinor: receivedMinor, rebateMinor, on: takenOn, now }
  const loan = await loanToPay(tx, asFound, paying)
  const split = splitCapture(loan, {
    ...{ receivedMinor, rebateMinor },
    today: now.toZonedDateTimeISO(lender.timeZone).toPlainDate(),
  })
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now }
  const said = saidAtCounter(loan, split.loanMinor, { clock, takenOn })
  const { effect } = await bookToLoan(tx, loan, {
    ...{ paymentId, cause: 'cash', causeId: paymentId, from: 'cash', receivedMinor, split, now },
    said,
  })
  await tx
    .updateTable('payments')
    .set({ effect: effect.kind })
    .where('id', '=', paymentId)
    .execute()
  await journal(tx, cash, { creditMinor: split.creditMinor, effect: effect.kind })
  const { unlockWithinMinutes } = lender.policy
  const payment = { paymentId, lenderId: lender.id, loanId, reference, unlockWithinMinutes }
  return { outcome: 'recorded', payment, effect }
}

async function insertPaid(tx: Tx, loan: LoanRecord, cash: CashTaken): Promise<string> {
  const { paymentId: id, amountMinor, method, officeReceipt, takenOn, locale, now } = cash
  const { lender, loanId, currency } = loan
  const reference = formatReference(randomBytes(8))
  const paidAt = takenAt(takenOn, { timeZone: lender.timeZone, now })
  await tx
    .insertInto('payments')
    .values({
      ...{ id, lenderId: lender.id, loanId, reference, currency, method, officeReceipt, locale },
      ...{ openedBy: 'staff', choice: 'other', state: 'paid' },
      ...{ askedMinor: amountMinor, paidMinor: amountMinor },
      ...{ paidAt, bookedAt: now, createdAt: now, stateAt: now },
    })
    .execute()
  return reference
}

function journal(
  tx: Tx,
  { lenderId, paymentId, actor, amountMinor, method, officeReceipt, takenOn }: CashTaken,
  { creditMinor, effect }: { creditMinor: bigint; effect: Effect['kind'] },
): Promise<void> {
  return writeJournal(tx, {
    ...{ lenderId, actor, action: 'payment.taken_by_staff' },
    ...{ subject: 'payment', subjectId: paymentId },
    detail: {
      ...{ method, officeReceipt, effect, takenOn: takenOn.toString() },
      receivedMinor: String(amountMinor),
      creditMinor: String(creditMinor),
    },
  })
}
