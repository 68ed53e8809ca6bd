import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { paymentOfLink } from '#lib/payments/queries.ts'

export async function requireLinkPayment(token: string, paymentId: string) {
  const lender = await requireLender()
  const link = await payLinkOf(token)
  const payment = link && isUuid(paymentId) && (await paymentOfLink(database(), link.id, paymentId))
  if (!payment) return missing()
  return { lender, payment, reader: await readerOf(lender) }
}
