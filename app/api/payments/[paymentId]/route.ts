import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { progressOf } from '#app/payment/payment-facts.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { paymentOf, paymentOfLink } from '#lib/payments/queries.ts'

type Context = { params: Promise<{ paymentId: string }> }

/** How a payment stands, for the page that watches it. Another's payment is not found. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { paymentId } = await params
  const payment = await findPayment(paymentId, new URL(request.url).searchParams.get('link'))
  if (!payment) return Response.json({ error: 'not_found' }, { status: 404, headers })
  return Response.json(progressOf(payment, Temporal.Now.instant()), { headers })
}

const headers = { 'cache-control': 'no-store' }

async function findPayment(paymentId: string, code: string | null) {
  if (!isUuid(paymentId)) return undefined
  if (code) {
    const link = await payLinkOf(code)
    return link && paymentOfLink(database(), link.id, paymentId)
  }
  const signedIn = await currentBorrower()
  return signedIn && paymentOf(database(), signedIn.borrower.id, paymentId)
}
