import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { EventReason } from '#lib/domain/money/event-reason.ts'
import { isVoucher } from '#lib/domain/money/payment-methods.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { lockLoanOfPayment } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  endPayment,
  noteMethod,
  noteProcessing,
  noteVoucher,
} from '#lib/payments/follow-payment.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { reviewByPayment } from '#lib/workflows/plans/review-plans.ts'
import { decideByPayment } from '#lib/workflows/promises/decide-promises.ts'
import { notePayer, queueForHelper } from './tell-helper.ts'

type CheckoutReport = {
  reading: CheckoutReading
  at: Temporal.Instant
  now: Temporal.Instant
}

export type Settled = { outcome: 'applied' } | { outcome: 'set_aside'; reason: EventReason }

type Known = CheckoutReport & { paymentId: string }

const applied = { outcome: 'applied' } as const
const unknown = { outcome: 'set_aside', reason: 'unknown_payment' } as const

/** What the provider says of a Checkout Session, told by an event or asked for: one way for both. */
export async function settleCheckout(tx: Tx, report: CheckoutReport): Promise<Settled> {
  const { reading, now } = report
  const { paymentId, state } = reading
  // Another application on the same account may put anything there.
  if (!paymentId || !isUuid(paymentId)) return unknown
  await notePayer(tx, reading)
  if (state === 'paid') return settlePaid(tx, { ...report, paymentId })
  if (state === 'processing' || state === 'failed')
    return settleClearing(tx, { ...report, paymentId })
  if (state === 'expired') {
    const ending = { state: await endOfPage(tx, paymentId, now), page: reading.sessionId, now }
    await endPayment(tx, paymentId, ending)
  }
  return applied
}

async function settlePaid(tx: Tx, { reading, paymentId, at, now }: Known): Promise<Settled> {
  const { paymentIntentId, received, method, capturedAt } = reading
  if (!paymentIntentId) return { outcome: 'set_aside', reason: 'no_payment_intent' }
  const capture = {
    paymentId,
    paymentIntentId,
    received,
    method,
    capturedAt: capturedAt ?? at,
    now,
  }
  const recorded = await bookCapture(tx, capture)
  return recorded.outcome === 'unknown_payment' ? unknown : applied
}

// The payer is done: the money comes, or it does not. A promise or a plan waits for it, or does not any more.
async function settleClearing(tx: Tx, { reading, paymentId, at, now }: Known): Promise<Settled> {
  // The loan before its payment, as everywhere: whoever books at the same moment waits, and nobody in a circle.
  const loan = await lockLoanOfPayment(tx, paymentId)
  if (!loan) return applied
  const { method, failure, voucher, sessionId: page } = reading
  if (method) await noteMethod(tx, paymentId, method)
  const notice = { loanId: loan.loanId, causeId: paymentId, detail: { paymentId } }
  if (reading.state === 'failed') {
    const ending = { state: 'failed', page, failure: failure ?? 'not_cleared', now } as const
    if (await endPayment(tx, paymentId, ending))
      await queueForBorrower(tx, { ...notice, kind: 'payment_not_cleared' })
  } else {
    const isNew = await noteProcessing(tx, paymentId, { at, now })
    if (voucher !== undefined) await noteVoucher(tx, paymentId, voucher)
    await tellOnItsWay(tx, { paymentId, loanId: loan.loanId }, { method, voucher, isNew })
  }
  await decideByPayment(tx, paymentId, now)
  await reviewByPayment(tx, loan.loanId, now)
  return applied
}

type OnItsWay = Pick<CheckoutReading, 'method' | 'voucher'> & { isNew: boolean }

// A voucher still has to be paid: nothing is told before that is known, and what is needed at the counter to its maker alone.
async function tellOnItsWay(
  tx: Tx,
  { paymentId, loanId }: { paymentId: string; loanId: string },
  { method, voucher, isNew }: OnItsWay,
): Promise<void> {
  const notice = { loanId, causeId: paymentId, detail: { paymentId } }
  if (voucher && !(await isOfHelper(tx, paymentId)))
    return queueForBorrower(tx, { ...notice, kind: 'voucher_made' })
  const isKnown = voucher !== undefined || (isNew && method !== null && !isVoucher(method))
  if (isKnown) await queueForBorrower(tx, { ...notice, kind: 'payment_clearing' })
  if (voucher)
    await queueForHelper(tx, paymentId, { kind: 'voucher_made_helper', causeId: paymentId })
}

async function isOfHelper(tx: Tx, paymentId: string): Promise<boolean> {
  const { payLinkId } = await tx
    .selectFrom('payments')
    .select('payLinkId')
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
  return payLinkId !== null
}

// A page that the provider closed before its time was given up by somebody. Our own note of that may come second.
async function endOfPage(
  tx: Tx,
  paymentId: string,
  now: Temporal.Instant,
): Promise<'expired' | 'cancelled'> {
  const early = await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', paymentId)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return early ? 'cancelled' : 'expired'
}
