import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { noteMethod } from '#lib/payments/follow-payment.ts'
import { type Capture, type Recorded, recordPayment } from '#lib/payments/record-payment.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import { followMoney } from './follow-money.ts'

type Booked = Extract<Recorded, { outcome: 'recorded' }>

/** Where money meets the lock: webhook, return and sweep all end here, in one transaction. */
export async function bookCapture(tx: Tx, capture: Capture): Promise<Recorded> {
  const recorded = await recordPayment(tx, capture)
  if (recorded.outcome === 'set_aside') {
    const { paymentId, lenderId, loanId } = recorded.payment
    await openCase(tx, {
      lenderId,
      loanId,
      paymentId,
      kind: 'payment_set_aside',
      dedupeKey: `set_aside:${capture.paymentIntentId}`,
      detail: { reason: recorded.reason },
    })
  }
  if (recorded.outcome === 'recorded') await followUp(tx, recorded, capture)
  // Whoever booked it may not have known how it was paid.
  else if (capture.method) await noteMethod(tx, capture.paymentId, capture.method)
  return recorded
}

async function followUp(tx: Tx, booked: Booked, { now }: Capture): Promise<void> {
  await followMoney(tx, booked, now)
  if (booked.isTwin) await followTwin(tx, booked)
}

// Nobody meant to pay twice: a person sees it, and what is too much goes back where the lender's policy says so.
async function followTwin(tx: Tx, { payment, refundMinor }: Booked): Promise<void> {
  const { paymentId, lenderId, loanId } = payment
  const dedupeKey = `duplicate:${paymentId}`
  await openCase(tx, { lenderId, loanId, paymentId, kind: 'duplicate_payment', dedupeKey })
  if (refundMinor === 0n) return
  const [reason, requestedBy] = ['duplicate', 'keyturn']
  await requestRefund(tx, { lenderId, paymentId, amountMinor: refundMinor, reason, requestedBy })
}
