import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { noteMethod } from '#lib/payments/follow-payment.ts'
import { type Capture, type Recorded, recordPayment } from '#lib/payments/record-payment.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import { tellHelper } from '#lib/workflows/checkout/tell-helper.ts'
import { followMoney } from './follow-money.ts'

type Booked = Extract<Recorded, { outcome: 'recorded' }>

/** Where money meets the lock: webhook, return and sweep all end here, in one transaction. */
export async function bookCapture(tx: Tx, capture: Capture): Promise<Recorded> {
  const recorded = await recordPayment(tx, capture)
  if (recorded.outcome === 'set_aside') await tellOfSetAside(tx, recorded, capture)
  if (recorded.outcome === 'recorded') await followUp(tx, recorded, capture)
  // Whoever booked it may not have known how it was paid.
  else if (capture.method) await noteMethod(tx, capture.paymentId, capture.method)
  return recorded
}

type SetAside = Extract<Recorded, { outcome: 'set_aside' }>

async function tellOfSetAside(
  tx: Tx,
  { payment: { paymentId, lenderId, loanId }, reason }: SetAside,
  { paymentIntentId, received }: Capture,
): Promise<void> {
  await openCase(tx, {
    lenderId,
    loanId,
    paymentId,
    kind: 'payment_set_aside',
    detail: { reason },
    dedupeKey: `set_aside:${paymentIntentId}`,
  })
  const { amountMinor, currency } = received
  await queueForBorrower(tx, {
    loanId,
    kind: 'money_set_aside',
    causeId: paymentIntentId,
    detail: { paymentId, amountMinor: String(amountMinor), currency },
  })
  await tellHelper(tx, paymentId)
}

async function followUp(tx: Tx, booked: Booked, { now }: Capture): Promise<void> {
  await followMoney(tx, booked, now)
  if (booked.isDuplicate) await followDuplicate(tx, booked)
}

// Nobody meant to pay twice: a person sees it, and what is too much goes back where the lender's policy says so.
async function followDuplicate(tx: Tx, { payment, refundMinor }: Booked): Promise<void> {
  const { paymentId, lenderId, loanId } = payment
  const dedupeKey = `duplicate:${paymentId}`
  await openCase(tx, { lenderId, loanId, paymentId, kind: 'duplicate_payment', dedupeKey })
  if (refundMinor === 0n) return
  const [reason, requestedBy] = ['duplicate', 'keyturn']
  await requestRefund(tx, { lenderId, paymentId, amountMinor: refundMinor, reason, requestedBy })
}
