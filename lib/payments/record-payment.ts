import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import type { Money } from '#lib/domain/money/money.ts'
import { isInTime, type Said } from '#lib/domain/money/paid-for.ts'
import { isRefundable } from '#lib/domain/money/payment-methods.ts'
import { waivedFor } from '#lib/domain/money/settlement-quote.ts'
import { chargeStep } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoanOfPayment } from '#lib/ledger/ledger.ts'
import { bookToLoan } from './book-to-loan.ts'
import { loanToPay } from './loan-to-pay.ts'
import { paidWhen } from './paid-when.ts'
import { type SetAsideReason, setAside } from './set-aside.ts'

export type Capture = {
  paymentId: string
  paymentIntentId: string
  received: Money
  /** How it was paid, by the provider's name, where that is known. */
  method?: string | null
  capturedAt: Temporal.Instant
  now: Temporal.Instant
}

export type Recorded =
  | {
      outcome: 'recorded'
      payment: RecordedPayment
      effect: Effect
      /** Another payment was made beside this one. */
      isDuplicate: boolean
      /** What of it goes back to the payer by itself. */
      refundMinor: bigint
    }
  | { outcome: 'already_recorded' }
  | { outcome: 'set_aside'; payment: RecordedPayment; reason: SetAsideReason }
  | { outcome: 'unknown_payment' }

export type RecordedPayment = {
  paymentId: string
  lenderId: string
  loanId: string
  reference: string
  unlockWithinMinutes: number
}

/**
 * Books captured money exactly once, whichever of webhook, return or sweep comes first, and says what it does to the lock.
 * What differs from what was asked goes to `suspense` for a person. Two payments made side by side: the second buys what
 * its page said as far as the loan can still take it; the rest pays ahead, or is `refundMinor` when the lender gives it back.
 */
export async function recordPayment(tx: Tx, capture: Capture): Promise<Recorded> {
  const loan = await lockLoanOfPayment(tx, capture.paymentId)
  if (!loan) return { outcome: 'unknown_payment' }
  const payment = await paymentRow(tx, capture.paymentId)
  const isKnown = payment.state === 'paid' || payment.state === 'set_aside'
  const reason = isKnown ? 'second_intent' : mismatch(payment, capture.received)
  if (!reason) return book(tx, { loan, payment, capture })
  const isNew = await setAside(tx, { ...capture, payment, reason })
  if (!isNew) return { outcome: 'already_recorded' }
  return { outcome: 'set_aside', payment: named(loan, payment), reason }
}

type Asked = { currency: string; askedMinor: bigint }

function mismatch(asked: Asked, received: Money): SetAsideReason | undefined {
  if (asked.currency !== received.currency) return 'other_currency'
  return asked.askedMinor === received.amountMinor ? undefined : 'other_amount'
}

// With another payment of this loan that was booked after this one was opened, and whether the lender's own book has told
// of money since: the payer could not have known.
function paymentRow(tx: Tx, paymentId: string) {
  return tx
    .selectFrom('payments')
    .select(['id', 'lenderId', 'loanId', 'reference', 'choice', 'currency', 'askedMinor'])
    .select(['rebateMinor', 'owedMinor', 'createdAt', 'state', 'paymentIntentId'])
    .select(['saidEffect', 'saidUntil', 'processingAt', 'method'])
    .select(isPaidElsewhere.as('isPaidElsewhere'))
    .select((eb) =>
      eb
        .selectFrom('payments as other')
        .select('other.id')
        .whereRef('other.loanId', '=', 'payments.loanId')
        .whereRef('other.id', '<>', 'payments.id')
        .where('other.state', '=', 'paid')
        .where('other.reversedAt', 'is', null)
        .whereRef('other.bookedAt', '>=', 'payments.createdAt')
        .orderBy('other.bookedAt')
        .limit(1)
        .as('duplicateId'),
    )
    .where('payments.id', '=', paymentId)
    .executeTakeFirstOrThrow()
}

const isPaidElsewhere = sql<boolean>`exists (
  select from ledger_entries as elsewhere
    join postings on postings.id = elsewhere.posting_id
   where elsewhere.loan_id = payments.loan_id and postings.cause = 'paid_elsewhere'
     and elsewhere.account = 'lender_book' and elsewhere.amount_minor > 0
     and postings.posted_at >= payments.created_at)`

type PaymentRow = Awaited<ReturnType<typeof paymentRow>>
type Case = { loan: LoanRecord; payment: PaymentRow; capture: Capture }

async function book(tx: Tx, { loan: asFound, payment, capture }: Case): Promise<Recorded> {
  const { duplicateId, owedMinor, isPaidElsewhere } = payment
  const isBeside = duplicateId !== null || isPaidElsewhere
  const { timeZone, policy } = asFound.lender
  const method = payment.method ?? capture.method ?? null
  const givesBack = isBeside && policy.duplicatePayment === 'refund' && isRefundable(method)
  const dayOf = (at: Temporal.Instant) => dayAt(at, timeZone)
  const { amountMinor: receivedMinor } = capture.received
  const paidAt = paidWhen(payment, capture)
  const rebateMinor = waivedFor(asFound, {
    amountMinor: receivedMinor,
    pageRebateMinor: payment.rebateMinor,
    paidOn: dayOf(paidAt),
  })
  const money = {
    receivedMinor,
    rebateMinor,
    ...(givesBack && {
      paidBeside: {
        owedMinor: owedMinor ?? 0n,
        pageRebateMinor: payment.rebateMinor,
        stepMinor: chargeStep(asFound.currency),
      },
    }),
    today: dayOf(capture.now),
  }
  const loan = await loanToPay(tx, asFound, {
    rebateMinor,
    on: dayOf(payment.createdAt),
    now: capture.now,
    amountMinor: receivedMinor - splitCapture(asFound, money).excessMinor,
  })
  const split = splitCapture(loan, money)
  const { effect } = await bookToLoan(tx, loan, {
    paymentId: payment.id,
    cause: 'capture',
    causeId: capture.paymentIntentId,
    from: 'psp_clearing',
    receivedMinor,
    split,
    now: capture.now,
    said: saidTo(payment, paidAt),
  })
  await markPaid(tx, { payment, capture, effect: effect.kind })
  await writeAuditLog(tx, {
    lenderId: payment.lenderId,
    actor: 'psp',
    action: 'payment.recorded',
    subject: 'payment',
    subjectId: payment.id,
    detail: {
      receivedMinor: String(receivedMinor),
      creditMinor: String(split.creditMinor),
      ...(split.excessMinor > 0n && { excessMinor: String(split.excessMinor) }),
      effect: effect.kind,
    },
  })
  return {
    outcome: 'recorded',
    payment: named(loan, payment),
    effect,
    isDuplicate: duplicateId !== null || split.excessMinor > 0n,
    refundMinor: split.excessMinor,
  }
}

function saidTo(
  { saidEffect: effect, saidUntil: until, createdAt }: PaymentRow,
  paidAt: Temporal.Instant,
): Said | undefined {
  return effect && isInTime(createdAt, paidAt) ? { effect, until } : undefined
}

async function markPaid(
  tx: Tx,
  { payment, capture, effect }: { payment: PaymentRow; capture: Capture; effect: Effect['kind'] },
): Promise<void> {
  await tx
    .updateTable('payments')
    .set((eb) => ({
      state: 'paid',
      stateAt: capture.now,
      paidMinor: capture.received.amountMinor,
      paidAt: capture.capturedAt,
      bookedAt: capture.now,
      paymentIntentId: capture.paymentIntentId,
      effect,
      duplicateOf: payment.duplicateId,
      failure: null,
      nextCheckAt: null,
      method: eb.fn.coalesce('method', eb.val(capture.method ?? null)),
    }))
    .where('id', '=', payment.id)
    .execute()
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
