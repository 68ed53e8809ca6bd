import { setTimeout as sleep } from 'node:timers/promises'
import { currentLender } from '#app/current-lender.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import checkPayment from '#lib/jobs/check-payment.ts'
import { log } from '#lib/log.ts'
import { noteReturn } from '#lib/payments/follow-payment.ts'
import { paymentById } from '#lib/payments/queries.ts'

const waitForStripeMs = 4_000

type Context = { params: Promise<{ paymentId: string }> }

/**
 * The way back from Stripe. Asks Stripe how it ended (the webhook may be lost or late) and leads to the payment's page:
 * the borrower's own, the pay link's, or, when the session has ended meanwhile, one that shows the status alone.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { paymentId } = await params
  const lender = await currentLender()
  const payment =
    lender && isUuid(paymentId) ? await paymentById(database(), lender.id, paymentId) : undefined
  if (!payment) return redirectTo('/')
  const cancelled = new URL(request.url).searchParams.has('cancelled') ? '?cancelled=1' : ''
  if (!cancelled) await askStripe(paymentId)
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

// A slow answer does not hold the person up: the page says that we are asking, and the sweep goes on asking.
async function askStripe(paymentId: string): Promise<void> {
  await transaction((tx) => noteReturn(tx, paymentId, Temporal.Now.instant()))
  const asked = checkPayment({ paymentId }).catch((cause) =>
    log.warn({ err: cause, paymentId }, 'Stripe did not say how a payment ended'),
  )
  await Promise.race([asked, sleep(waitForStripeMs, undefined, { ref: false })])
}

// A relative Location keeps the host name the browser knows.
function redirectTo(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store' },
  })
}
