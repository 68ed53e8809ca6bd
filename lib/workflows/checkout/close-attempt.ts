import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { accountOf, providerOf } from '#lib/gateways/psp/registry.ts'
import { endPayment } from '#lib/payments/follow-payment.ts'
import { settleCheckout } from './settle-checkout.ts'

/**
 * Ends an attempt to pay: its page is closed at the provider first, so that nobody can pay there any more. Money that came
 * before stands. Throws when the provider cannot close the page: then the attempt goes on.
 */
export async function closeAttempt(paymentId: string, now: Temporal.Instant): Promise<void> {
  const attempt = await unfinished(paymentId)
  if (!attempt) return
  const page = attempt.checkoutSessionId
  const isClosed = page
    ? await closePage(page, { lenderId: attempt.lenderId, paymentId, now })
    : await transaction((tx) => cancelled(tx, { paymentId, page, now }))
  // It was given a page while it was being ended: that one is closed, too.
  if (!isClosed) await closeAttempt(paymentId, now)
}

function unfinished(paymentId: string) {
  return database()
    .selectFrom('payments')
    .select(['lenderId', 'checkoutSessionId'])
    .where('id', '=', paymentId)
    .where('state', 'in', ['opening', 'open'])
    .executeTakeFirst()
}

type Ending = { paymentId: string; now: Temporal.Instant }

async function closePage(
  page: string,
  { lenderId, paymentId, now }: Ending & { lenderId: string },
): Promise<boolean> {
  const reading = await providerOf(accountOf(lenderId)).closeCheckout(page)
  if (reading.state === 'open') throw new Error(`The provider keeps ${page} open`)
  return transaction(async (tx) => {
    if (reading.state === 'expired') return cancelled(tx, { paymentId, page, now })
    // Paid, promised or failed a moment ago: that stands, and who closes it learns of it.
    await settleCheckout(tx, { reading: { ...reading, paymentId }, at: now, now })
    return true
  })
}

function cancelled(tx: Tx, { paymentId, ...ending }: Ending & { page: string | null }) {
  return endPayment(tx, paymentId, { ...ending, state: 'cancelled' })
}
