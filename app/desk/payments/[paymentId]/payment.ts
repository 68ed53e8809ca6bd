import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import { capturedMoney } from '#lib/payments/captured-money.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { journalView } from '#lib/staff/journal-view.ts'

/** The payment that an act is about, with what came for it, for whoever of this lender's staff is signed in. */
export async function requirePayment(paymentId: string) {
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
  const viewed = await requirePayment(paymentId)
  await journalView(database(), viewed, { subject: 'payment', subjectId: paymentId })
  return viewed
}
