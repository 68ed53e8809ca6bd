import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { type CapturedMoney, capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

/** The payment that an act is about, with what came for it, for whoever of this lender's staff is signed in. */
export async function requirePayment({ paymentId = '' }: { paymentId?: string }) {
  const signedIn = await requireStaff()
  const { lender } = signedIn
  const db = database()
  const payment = isUuid(paymentId) ? await paymentAtDesk(db, lender.id, paymentId) : undefined
  if (!payment) return notAtThisDesk(signedIn, `payment ${paymentId}`)
  const captured = await capturedMoney(db, paymentId)
  return { ...signedIn, payment, captured, reader: await readerOf(lender) }
}

/** The same for a page: the look at it is kept. */
export async function viewPayment(paymentId: string) {
  const viewed = await requirePayment({ paymentId })
  await auditView(database(), viewed, { subject: 'payment', subjectId: paymentId })
  return viewed
}

/** The piece of money that an address names; the payment's own when it names none. */
export function namedMoney(captured: readonly CapturedMoney[], of: string | undefined) {
  return captured.find(({ paymentIntentId }) => paymentIntentId === of) ?? captured[0]
}

/** Money of this payment that waits for a second person before it goes back. */
export function waitingRefund(lenderId: string, paymentId: string) {
  return waitingApproval(database(), lenderId, { kind: 'refund', subjectId: paymentId })
}
