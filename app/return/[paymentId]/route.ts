import { currentLender } from '#app/current-lender.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import { paymentById } from '#lib/payments/queries.ts'

type Context = { params: Promise<{ paymentId: string }> }

/**
 * The way back from Stripe. Asks Stripe in the background (the webhook may be lost) and leads to the payment's page:
 * the borrower's own, the pay link's, or, when the session has ended meanwhile, one that shows the status alone.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { paymentId } = await params
  const lender = await currentLender()
  const payment =
    lender && /^[0-9a-f-]{36}$/.test(paymentId)
      ? await paymentById(database(), lender.id, paymentId)
      : undefined
  if (!payment) return redirectTo('/')
  if (payment.state === 'open')
    await transaction((tx) =>
      addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` }),
    )
  const cancelled = new URL(request.url).searchParams.has('cancelled') ? '?cancelled=1' : ''
  if (payment.openedBy === 'pay_link') {
    const link = await database()
      .selectFrom('payLinks')
      .select('code')
      .where('deviceId', '=', payment.deviceId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    return redirectTo(
      link ? `/p/${link.code}/payments/${paymentId}${cancelled}` : `/paid/${paymentId}`,
    )
  }
  const signedIn = await currentBorrower()
  return redirectTo(signedIn ? `/payments/${paymentId}${cancelled}` : `/paid/${paymentId}`)
}

// A relative Location keeps the host name the browser knows.
function redirectTo(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store' },
  })
}
