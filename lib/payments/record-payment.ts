import { writeJournal } from '#lib/db/journal.ts'
import { type LoanRecord, lockLoan, post } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type Effect, effectOf } from '#lib/domain/effect.ts'
import { standingOf } from '#lib/domain/installments.ts'
import { larger, type Money, smaller } from '#lib/domain/money.ts'

export type Capture = {
  paymentId: string
  paymentIntentId: string
  received: Money
  capturedAt: Temporal.Instant
  now: Temporal.Instant
}

export type Recorded =
  | { outcome: 'recorded'; payment: RecordedPayment; effect: Effect; refundMinor: bigint }
  | { outcome: 'already_recorded' }
  | { outcome: 'set_aside'; payment: RecordedPayment; reason: SetAsideReason }
  | { outcome: 'unknown_payment' }

export type SetAsideReason = 'other_amount' | 'other_currency' | 'second_intent'

export type RecordedPayment = {
  paymentId: string
  lenderId: string
  loanId: string
  reference: string
  unlockWithinMinutes: number
}

/**
 * Books captured money exactly once, whichever of webhook, return or sweep comes first, and says what it does to the lock.
 * What differs from what was asked goes to `suspense` for a person. Two payments made side by side:
 * the second pays only what is still overdue; the rest is credit, and `refundMinor` when the lender gives it back.
 */
export async function recordPayment(tx: Tx, capture: Capture): Promise<Recorded> {
  const found = await tx
    .selectFrom('payments')
    .select('loanId')
    .where('id', '=', capture.paymentId)
    .executeTakeFirst()
  if (!found) return { outcome: 'unknown_payment' }
  const loan = await lockLoan(tx, found.loanId)
  const payment = await tx
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', capture.paymentId)
    .executeTakeFirstOrThrow()
  if (payment.state === 'paid' || payment.state === 'set_aside') {
    if (payment.paymentIntentId === capture.paymentIntentId) return { outcome: 'already_recorded' }
    return setAside(tx, { loan, payment, capture, reason: 'second_intent' })
  }
  if (payment.currency !== capture.received.currency)
    return setAside(tx, { loan, payment, capture, reason: 'other_currency' })
  if (payment.askedMinor !== capture.received.amountMinor)
    return setAside(tx, { loan, payment, capture, reason: 'other_amount' })
  return book(tx, { loan, payment, capture })
}

type PaymentRow = {
  id: string
  lenderId: string
  loanId: string
  reference: string
  choice: string
  rebateMinor: bigint
  createdAt: Temporal.Instant
  state: string
}
type Case = { loan: LoanRecord; payment: PaymentRow; capture: Capture }

async function book(tx: Tx, { loan, payment, capture }: Case): Promise<Recorded> {
  const twin = await paidBeside(tx, payment)
  const split = splitOf({ loan, payment, capture, isTwin: twin !== undefined })
  await post(tx, {
    lenderId: payment.lenderId,
    cause: 'capture',
    causeId: capture.paymentIntentId,
    currency: loan.currency,
    loanId: loan.loanId,
    paymentId: payment.id,
    entries: [
      { account: 'stripe_clearing', amountMinor: capture.received.amountMinor },
      { account: 'settlement_rebate', amountMinor: split.rebateMinor },
      { account: 'loan_receivable', amountMinor: -(split.loanMinor + split.rebateMinor) },
      { account: 'borrower_credit', amountMinor: -split.creditMinor },
    ],
  })
  const clock = { policy: loan.lender.policy, timeZone: loan.lender.timeZone, now: capture.now }
  const effect = effectOf(loan, split.loanMinor, clock, split.rebateMinor)
  await markPaid(tx, { payment, capture, effect: effect.kind, duplicateOf: twin?.id ?? null })
  await journalled(tx, payment, 'payment.recorded', {
    receivedMinor: String(capture.received.amountMinor),
    creditMinor: String(split.creditMinor),
    effect: effect.kind,
  })
  const givesBack = twin !== undefined && loan.lender.policy.duplicatePayment === 'refund'
  return {
    outcome: 'recorded',
    payment: named(loan, payment),
    effect,
    refundMinor: givesBack ? split.creditMinor : 0n,
  }
}

type Split = { loanMinor: bigint; rebateMinor: bigint; creditMinor: bigint }

function splitOf({ loan, payment, capture, isTwin }: Case & { isTwin: boolean }): Split {
  const receivedMinor = capture.received.amountMinor
  const { outstandingMinor } = loan
  if (isTwin) {
    const today = capture.now.toZonedDateTimeISO(loan.lender.timeZone).toPlainDate()
    const loanMinor = smaller(
      receivedMinor,
      standingOf(loan.schedule, outstandingMinor, today).arrearsMinor,
    )
    return { loanMinor, rebateMinor: 0n, creditMinor: receivedMinor - loanMinor }
  }
  // The waived part is only given when it ends the loan, as the quote said.
  const settles =
    payment.rebateMinor > 0n && receivedMinor + payment.rebateMinor >= outstandingMinor
  const rebateMinor = settles ? larger(outstandingMinor - receivedMinor, 0n) : 0n
  const loanMinor = smaller(receivedMinor, outstandingMinor - rebateMinor)
  return { loanMinor, rebateMinor, creditMinor: receivedMinor - loanMinor }
}

// Another payment of this loan that was booked after this one was opened: the payer could not have known.
function paidBeside(tx: Tx, payment: PaymentRow) {
  return tx
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', payment.loanId)
    .where('id', '<>', payment.id)
    .where('state', '=', 'paid')
    .where('bookedAt', '>=', payment.createdAt)
    .orderBy('bookedAt')
    .limit(1)
    .executeTakeFirst()
}

async function markPaid(
  tx: Tx,
  {
    payment,
    capture,
    effect,
    duplicateOf,
  }: { payment: PaymentRow; capture: Capture; effect: Effect['kind']; duplicateOf: string | null },
): Promise<void> {
  await tx
    .updateTable('payments')
    .set({
      state: 'paid',
      stateAt: capture.now,
      paidMinor: capture.received.amountMinor,
      paidAt: capture.capturedAt,
      bookedAt: capture.now,
      paymentIntentId: capture.paymentIntentId,
      effect,
      duplicateOf,
      failure: null,
      nextCheckAt: null,
    })
    .where('id', '=', payment.id)
    .execute()
}

async function setAside(
  tx: Tx,
  { loan, payment, capture, reason }: Case & { reason: SetAsideReason },
): Promise<Recorded> {
  const { amountMinor, currency } = capture.received
  const isNew = await post(tx, {
    lenderId: payment.lenderId,
    cause: 'capture',
    causeId: capture.paymentIntentId,
    currency,
    loanId: null,
    paymentId: payment.id,
    entries: [
      { account: 'stripe_clearing', amountMinor },
      { account: 'suspense', amountMinor: -amountMinor },
    ],
  })
  if (!isNew) return { outcome: 'already_recorded' }
  if (reason !== 'second_intent') {
    await tx
      .updateTable('payments')
      .set({
        state: 'set_aside',
        stateAt: capture.now,
        setAsideReason: reason,
        paymentIntentId: capture.paymentIntentId,
        nextCheckAt: null,
      })
      .where('id', '=', payment.id)
      .execute()
  }
  await journalled(tx, payment, 'payment.set_aside', {
    reason,
    receivedMinor: String(amountMinor),
    currency,
  })
  return { outcome: 'set_aside', payment: named(loan, payment), reason }
}

function named(loan: LoanRecord, payment: PaymentRow): RecordedPayment {
  const { lenderId, loanId, reference } = payment
  return {
    paymentId: payment.id,
    lenderId,
    loanId,
    reference,
    unlockWithinMinutes: loan.lender.policy.unlockWithinMinutes,
  }
}

function journalled(
  tx: Tx,
  payment: PaymentRow,
  action: string,
  detail: Record<string, string>,
): Promise<void> {
  return writeJournal(tx, {
    lenderId: payment.lenderId,
    actor: 'stripe',
    action,
    subject: 'payment',
    subjectId: payment.id,
    detail,
  })
}
