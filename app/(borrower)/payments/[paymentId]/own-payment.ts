import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { paymentOf } from '#lib/payments/queries.ts'

/** The payment that an address names, of the borrower who is signed in. */
export async function requirePayment(paymentId: string) {
  const { lender, borrower } = await requireBorrower()
  const payment = isUuid(paymentId) && (await paymentOf(database(), borrower.id, paymentId))
  if (!payment) return missing()
  return { lender, borrower, payment, reader: await readerOf(lender) }
}
