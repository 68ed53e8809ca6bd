import { inspect } from 'node:util'
import { transaction } from '#lib/db/transaction.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import type { Borrower } from './borrower.ts'

/** A payment for which more came than was asked; all of it was set aside. */
export async function setAside(borrower: Borrower): Promise<string> {
  const now = Temporal.Now.instant()
  return transaction(async (tx) => {
    const opened = await openPayment(tx, {
      loanId: borrower.loanId,
      actor: `borrower:${borrower.borrowerId}`,
      now,
      payLinkId: null,
      choice: 'arrears',
      amountMinor: undefined,
      locale: 'en',
      seenOutstandingMinor: 1_800_000n,
      confirmAnother: false,
      receiptEmail: null,
    })
    if (!('paymentId' in opened)) throw new Error(inspect(opened))
    await bookCapture(tx, {
      paymentId: opened.paymentId,
      paymentIntentId: `pi_${opened.paymentId}`,
      received: { amountMinor: 950_000n, currency: 'LKR' },
      capturedAt: now,
      now,
    })
    return opened.paymentId
  })
}
