import { setTimeout as sleep } from 'node:timers/promises'
import { currentLender } from '#app/current-lender.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { log } from '#lib/log.ts'
import { noteLeft, noteReturn } from '#lib/payments/follow-payment.ts'
import { paymentById } from '#lib/payments/queries.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'

const waitForProviderMs = 4_000

type Context = { params: Promise<{ paymentId: string }> }

/**
 * The way back from Stripe. Asks Stripe how it ended (the webhook may be lost or late) and leads to the payment's page:
 * the borrower's own, that of the pay link that opened it, or one that shows the status alone: the session has ended, or
 * the link was replaced, meanwhile.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { paymentId } = await params
  const lender = await currentLender()
  const payment =
    lender && isUuid(paymentId) ? await paymentById(database(), lender.id, paymentId) : undefined
  if (!payment) return redirectTo('/')
  const cancelled = new URL(request.url).searchParams.has('cancelled') ? '?cancelled=1' : ''
  if (cancelled) await transaction((tx) => noteLeft(tx, paymentId))
  else await askProvider(paymentId)
  const { payLinkId, linkCode } = payment
  if (linkCode) return redirectTo(`/p/${linkCode}/payments/${paymentId}${cancelled}`)
  // Whoever held a link that was replaced meanwhile learns nothing more than that they paid.
  if (payLinkId) return redirectTo(`/paid/${paymentId}`)
  const signedIn = await currentBorrower()
  return redirectTo(signedIn ? `/payments/${paymentId}${cancelled}` : `/paid/${paymentId}`)
}

// A slow answer does not hold the person up: the page says that we are asking, and the sweep goes on asking.
async function askProvider(paymentId: string): Promise<void> {
  await transaction((tx) => noteReturn(tx, paymentId, Temporal.Now.instant()))
  const asked = checkPayment({ paymentId }).catch((cause) =>
    log.warn({ err: cause, paymentId }, 'Stripe did not say how a payment ended'),
  )
  await Promise.race([asked, sleep(waitForProviderMs, undefined, { ref: false })])
}

// A relative Location keeps the host name the browser knows.
function redirectTo(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store' },
  })
}
