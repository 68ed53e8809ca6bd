import { writeJournal } from '#lib/db/journal.ts'
import { type LoanRecord, lockLoan, post } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type Money, smaller } from '#lib/domain/money.ts'

export type RefundReport = {
  stripeRefundId: string
  /** Ours, when we asked for it. */
  refundId: string | null
  paymentIntentId: string
  state: 'pending' | 'succeeded' | 'failed'
  money: Money
  now: Temporal.Instant
}

export type RefundRecorded =
  | { outcome: 'recorded' | 'already_recorded'; payment: RefundedPayment }
  | { outcome: 'unknown_payment' }

export type RefundedPayment = { paymentId: string; lenderId: string; loanId: string }

/**
 * Books money given back, first out of credit, then out of what was paid; a refund that fails after all is booked back.
 * Each refund is booked once and reversed at most once, in whatever order Stripe reports.
 */
export async function recordRefund(tx: Tx, report: RefundReport): Promise<RefundRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  const loan = await lockLoan(tx, payment.loanId)
  await noteRefund(tx, report, payment)
  const isNew =
    report.state === 'failed'
      ? await bookBack(tx, { report, payment, loan })
      : await bookOut(tx, { report, payment, loan })
  const { id: paymentId, lenderId, loanId } = payment
  return {
    outcome: isNew ? 'recorded' : 'already_recorded',
    payment: { paymentId, lenderId, loanId },
  }
}

function paymentOfIntent(tx: Tx, paymentIntentId: string) {
  return tx
    .selectFrom('payments')
    .select(['id', 'lenderId', 'loanId', 'state'])
    .where('paymentIntentId', '=', paymentIntentId)
    .executeTakeFirst()
}

type Booking = {
  report: RefundReport
  payment: { id: string; lenderId: string; loanId: string; state: string }
  loan: LoanRecord
}

async function bookOut(tx: Tx, { report, payment, loan }: Booking): Promise<boolean> {
  const { amountMinor, currency } = report.money
  const wasSetAside = payment.state === 'set_aside'
  const fromCreditMinor = wasSetAside ? 0n : smaller(loan.creditMinor, amountMinor)
  return posted(tx, payment, {
    cause: 'refund',
    causeId: report.stripeRefundId,
    currency,
    loanId: wasSetAside ? null : loan.loanId,
    entries: [
      { account: 'stripe_clearing' as const, amountMinor: -amountMinor },
      { account: 'suspense' as const, amountMinor: wasSetAside ? amountMinor : 0n },
      { account: 'borrower_credit' as const, amountMinor: fromCreditMinor },
      {
        account: 'loan_receivable' as const,
        amountMinor: wasSetAside ? 0n : amountMinor - fromCreditMinor,
      },
    ],
  })
}

// The failure may be reported before the refund itself: then both are booked and cancel out.
async function bookBack(tx: Tx, booking: Booking): Promise<boolean> {
  await bookOut(tx, booking)
  const { report, payment } = booking
  const entries = await tx
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['account', 'amountMinor', 'loanId'])
    .where('cause', '=', 'refund')
    .where('causeId', '=', report.stripeRefundId)
    .execute()
  return posted(tx, payment, {
    cause: 'refund_failed',
    causeId: report.stripeRefundId,
    currency: report.money.currency,
    loanId: entries.find((entry) => entry.loanId !== null)?.loanId ?? null,
    entries: entries.map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor })),
  })
}

type Part = Omit<Parameters<typeof post>[1], 'lenderId' | 'paymentId'>

async function posted(tx: Tx, payment: Booking['payment'], part: Part): Promise<boolean> {
  const { id: paymentId, lenderId } = payment
  const isNew = await post(tx, { ...part, lenderId, paymentId })
  if (!isNew) return false
  await writeJournal(tx, {
    lenderId,
    actor: 'stripe',
    action: `payment.${part.cause}`,
    subject: 'payment',
    subjectId: paymentId,
    detail: { refund: part.causeId, currency: part.currency },
  })
  return true
}

async function noteRefund(
  tx: Tx,
  report: RefundReport,
  payment: { id: string; lenderId: string },
): Promise<void> {
  const { stripeRefundId, state, now } = report
  if (report.refundId) {
    await tx
      .updateTable('refunds')
      .set({ stripeRefundId, state, stateAt: now })
      .where('id', '=', report.refundId)
      .where('paymentId', '=', payment.id)
      // A failure is the last word; a late "pending" must not hide it.
      .where(
        'state',
        'in',
        state === 'pending' ? ['requested'] : ['requested', 'pending', 'succeeded'],
      )
      .execute()
    return
  }
  await tx
    .insertInto('refunds')
    .values({
      lenderId: payment.lenderId,
      paymentId: payment.id,
      amountMinor: report.money.amountMinor,
      reason: `stripe:${stripeRefundId}`,
      requestedBy: 'stripe',
      state,
      stripeRefundId,
      stateAt: now,
    })
    .onConflict((conflict) =>
      conflict.column('stripeRefundId').doUpdateSet({ state, stateAt: now }),
    )
    .execute()
}
