import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openPayment, type PaymentWish } from '#lib/payments/open-payment.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { type Asked, intentNews, intentOf, tell } from '#tests/support/stripe-events.ts'

/** A date some days from today at a lender in Colombo. */
export function dayFromNow(days: number): string {
  return Temporal.Now.plainDateISO('Asia/Colombo').add({ days }).toString()
}

/** Two installments late, two to come. */
export function twoLate(amountMinor = 922_500n) {
  return [-60, -30, 30, 60].map((days) => [dayFromNow(days), amountMinor] as const)
}

export function loanRow(loan: GivenLoan) {
  return database()
    .selectFrom('loans')
    .select(['outstandingMinor', 'creditMinor'])
    .where('id', '=', loan.loanId)
    .executeTakeFirstOrThrow()
}

export function paymentRow(paymentId: string) {
  return database()
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
}

/** Asks to pay as the door does; the answer may be a refusal. */
export async function ask(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const seenOutstandingMinor = wish.seenOutstandingMinor ?? (await loanRow(loan)).outstandingMinor
  return transaction((tx) =>
    openPayment(tx, {
      loanId: loan.loanId,
      actor: `borrower:${loan.borrowerId}`,
      payLinkId: null,
      choice: 'arrears',
      amountMinor: undefined,
      confirmAnother: false,
      locale: 'en',
      receiptEmail: null,
      now: Temporal.Now.instant(),
      ...wish,
      seenOutstandingMinor,
    }),
  )
}

/** Opens a payment and gives what Stripe is to be asked for. */
export async function open(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const opened = await ask(loan, wish)
  if (!('paymentId' in opened)) {
    const why = 'refusal' in opened ? opened.refusal : 'another_is_open'
    throw new Error(why, { cause: opened })
  }
  const { askedMinor, rebateMinor, currency } = await paymentRow(opened.paymentId)
  return { paymentId: opened.paymentId, amountMinor: askedMinor, rebateMinor, currency }
}

/** A payment of which Stripe has told us, with its jobs still to run. */
export async function paid(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const asked = await open(loan, wish)
  await tell(intentNews('succeeded', asked))
  return asked
}

/** A loan of which what was late is paid. */
export async function paidLoan(lender: { id: string }) {
  const loan = await givenLoan(lender, twoLate())
  return { loan, asked: await paid(loan) }
}

/** Books a captured payment as Stripe's own news of it would. */
export function capture(asked: Asked) {
  const now = Temporal.Now.instant()
  const received = { amountMinor: asked.amountMinor, currency: asked.currency ?? 'LKR' }
  return transaction((tx) =>
    bookCapture(tx, {
      paymentId: asked.paymentId,
      paymentIntentId: intentOf(asked),
      received,
      capturedAt: now,
      now,
    }),
  )
}

/** Ends an attempt on our side only, as when it was replaced; at Stripe somebody may still pay it. */
export async function cancel(paymentId: string): Promise<void> {
  await database()
    .updateTable('payments')
    .set({ state: 'cancelled', nextCheckAt: null })
    .where('id', '=', paymentId)
    .execute()
}

export function unlocksOf(loan: GivenLoan) {
  return (
    database()
      .selectFrom('unlocks')
      .selectAll()
      .where('deviceId', '=', loan.deviceId)
      .orderBy('requestedAt')
      // What takes an unlock's place is asked for at the same moment.
      .orderBy('id')
      .execute()
  )
}

export async function casesOf(loan: GivenLoan): Promise<string[]> {
  const rows = await database()
    .selectFrom('cases')
    .select('kind')
    .where('loanId', '=', loan.loanId)
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/** What lies on each account for a payment, without the accounts where nothing does. */
export async function balanceOf(paymentId: string): Promise<Record<string, bigint>> {
  const rows = await database()
    .selectFrom('ledgerEntries')
    .select(['account', 'amountMinor'])
    .where('paymentId', '=', paymentId)
    .execute()
  const totals: Record<string, bigint> = {}
  for (const { account, amountMinor } of rows)
    totals[account] = (totals[account] ?? 0n) + amountMinor
  return Object.fromEntries(Object.entries(totals).filter(([, total]) => total !== 0n))
}

/** The cases of a loan, the oldest first. */
export function caseRows(loan: { loanId: string }) {
  return database()
    .selectFrom('cases')
    .select(['id', 'kind', 'detail', 'dueAt', 'closedAt', 'closedBy'])
    .where('loanId', '=', loan.loanId)
    .orderBy('openedAt')
    .execute()
}
