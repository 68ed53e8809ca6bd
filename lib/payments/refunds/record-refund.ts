import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type Money, smaller } from '#lib/domain/money/money.ts'
import { splitRefund } from '#lib/domain/money/refund-split.ts'
import { type LoanRecord, lockLoan, post } from '#lib/ledger/ledger.ts'
import { type CapturedPayment, paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'
import { capturedMoney } from './captured-money.ts'

export type RefundReport = {
  pspRefundId: string
  /** Ours, when we asked for it. */
  refundId: string | null
  paymentIntentId: string
  state: 'requires_action' | 'pending' | 'succeeded' | 'failed'
  /** Until when the payer can say where it shall go. */
  actionDueAt?: Temporal.Instant | null
  /** The provider was asked just now; otherwise it told, in whatever order. */
  isAsked?: boolean
  money: Money
  now: Temporal.Instant
}

export type RefundRecorded =
  /** `unclear`: booked, and only the provider can say which of two states is the newer one. */
  | { outcome: 'recorded' | 'already_recorded' | 'unclear'; payment: RefundedPayment }
  | { outcome: 'unknown_payment' }

export type RefundedPayment = { paymentId: string; lenderId: string; loanId: string }

/**
 * Books money given back, first out of credit, then out of what was paid; a refund that fails after all is booked back.
 * Each refund is booked once and reversed at most once, in whatever order the provider reports.
 */
export async function recordRefund(tx: Tx, report: RefundReport): Promise<RefundRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  const loan = await lockLoan(tx, payment.loanId)
  const unclear = await isUnclear(tx, report)
  await noteRefund(tx, report, payment)
  const isNew =
    report.state === 'failed'
      ? await bookBack(tx, { report, payment, loan })
      : await bookOut(tx, { report, payment, loan })
  const { paymentId, lenderId, loanId } = payment
  return {
    outcome: unclear ? 'unclear' : isNew ? 'recorded' : 'already_recorded',
    payment: { paymentId, lenderId, loanId },
  }
}

type Booking = { report: RefundReport; payment: CapturedPayment; loan: LoanRecord }

async function bookOut(tx: Tx, { report, payment, loan }: Booking): Promise<boolean> {
  const { amountMinor, currency } = report.money
  const captured = await capturedMoney(tx, payment.paymentId)
  const own = captured.find(({ paymentIntentId }) => paymentIntentId === report.paymentIntentId)
  const split = splitRefund(amountMinor, {
    suspenseMinor: own?.inSuspenseMinor ?? 0n,
    creditMinor: loan.creditMinor,
    settlement: await settlementOf(tx, payment.paymentId),
  })
  return posted(tx, payment, {
    cause: 'refund',
    causeId: report.pspRefundId,
    currency,
    // What was never booked to the loan touches no loan.
    loanId: split.suspenseMinor === amountMinor ? null : loan.loanId,
    entries: [
      { account: 'psp_clearing', amountMinor: -amountMinor },
      { account: 'suspense', amountMinor: split.suspenseMinor },
      { account: 'borrower_credit', amountMinor: split.creditMinor },
      { account: 'loan_receivable', amountMinor: split.loanMinor + split.rebateMinor },
      { account: 'settlement_rebate', amountMinor: -split.rebateMinor },
    ],
  })
}

// The failure may be reported before the refund itself: then both are booked and cancel out.
async function bookBack(tx: Tx, booking: Booking): Promise<boolean> {
  await bookOut(tx, booking)
  const { report, payment } = booking
  const taken = await takenBy(tx, report.pspRefundId)
  const { outstandingMinor } = await lockLoan(tx, payment.loanId)
  const wasOfLoan = taken.loan_receivable !== 0n || taken.borrower_credit !== 0n
  // The loan may have been paid off since: what it does not owe any more becomes credit, and is not waived once more.
  const ownMinor = taken.loan_receivable + taken.settlement_rebate
  const loanMinor = smaller(ownMinor, outstandingMinor)
  const rebateMinor = smaller(-taken.settlement_rebate, outstandingMinor - loanMinor)
  return posted(tx, payment, {
    cause: 'refund_failed',
    causeId: report.pspRefundId,
    currency: report.money.currency,
    loanId: wasOfLoan ? payment.loanId : null,
    entries: [
      { account: 'psp_clearing', amountMinor: -taken.psp_clearing },
      { account: 'suspense', amountMinor: -taken.suspense },
      { account: 'loan_receivable', amountMinor: -(loanMinor + rebateMinor) },
      { account: 'settlement_rebate', amountMinor: rebateMinor },
      { account: 'borrower_credit', amountMinor: loanMinor - ownMinor - taken.borrower_credit },
    ],
  })
}

const refundAccounts = [
  'psp_clearing',
  'suspense',
  'borrower_credit',
  'loan_receivable',
  'settlement_rebate',
] as const
type Taken = Record<(typeof refundAccounts)[number], bigint>

async function takenBy(tx: Tx, pspRefundId: string): Promise<Taken> {
  const entries = await tx
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['account', 'amountMinor'])
    .where('cause', '=', 'refund')
    .where('causeId', '=', pspRefundId)
    .execute()
  const of = (account: string) =>
    entries.find((entry) => entry.account === account)?.amountMinor ?? 0n
  return Object.fromEntries(refundAccounts.map((account) => [account, of(account)])) as Taken
}

type Part = Omit<Parameters<typeof post>[1], 'lenderId' | 'paymentId' | 'cause'> & {
  cause: 'refund' | 'refund_failed'
}

async function posted(
  tx: Tx,
  { paymentId, lenderId }: CapturedPayment,
  part: Part,
): Promise<boolean> {
  const isNew = await post(tx, { ...part, lenderId, paymentId })
  if (!isNew) return false
  await writeAuditLog(tx, {
    lenderId,
    actor: 'psp',
    action: `payment.${part.cause}`,
    subject: 'payment',
    subjectId: paymentId,
    detail: { refund: part.causeId, currency: part.currency },
  })
  return true
}

// Reports come in any order: a late "pending" never hides what came of it, and a failure is the last word.
const statesBefore = {
  requires_action: ['requested'],
  pending: ['requested'],
  succeeded: ['requested', 'requires_action', 'pending'],
  failed: ['requested', 'requires_action', 'pending', 'succeeded'],
} as const

// Either may follow the other: the payer answers, or is asked once more.
const unordered = ['requires_action', 'pending'] as const

function canFollow({ state, isAsked }: RefundReport) {
  return isAsked && isUnordered(state)
    ? [...statesBefore[state], ...unordered]
    : statesBefore[state]
}

function isUnordered(state: string): state is (typeof unordered)[number] {
  return unordered.some((one) => one === state)
}

async function isUnclear(tx: Tx, { state, isAsked, pspRefundId }: RefundReport): Promise<boolean> {
  if (isAsked || !isUnordered(state)) return false
  const known = await tx
    .selectFrom('refunds')
    .select('id')
    .where('pspRefundId', '=', pspRefundId)
    .where('state', 'in', unordered)
    .where('state', '<>', state)
    .executeTakeFirst()
  return known !== undefined
}

async function noteRefund(
  tx: Tx,
  report: RefundReport,
  { paymentId, lenderId }: CapturedPayment,
): Promise<void> {
  const { pspRefundId, refundId, state, actionDueAt = null, now } = report
  if (refundId) {
    await tx
      .updateTable('refunds')
      .set({ pspRefundId, state, actionDueAt, stateAt: now })
      .where('id', '=', refundId)
      .where('paymentId', '=', paymentId)
      .where('state', 'in', canFollow(report))
      .execute()
    return
  }
  await tx
    .insertInto('refunds')
    .values({
      lenderId,
      paymentId,
      amountMinor: report.money.amountMinor,
      paymentIntentId: report.paymentIntentId,
      reason: `psp:${pspRefundId}`,
      requestedBy: 'psp',
      state,
      actionDueAt,
      pspRefundId,
      stateAt: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('pspRefundId')
        .doUpdateSet({ state, actionDueAt, stateAt: now })
        .where('refunds.state', 'in', canFollow(report)),
    )
    .execute()
}
