import { database } from '#lib/db/client.ts'
import { notePaymentAccount } from '#lib/db/payment-accounts.ts'
import { readPaymentAccount } from '#lib/gateways/psp/payment-account.ts'
import { refusalOf } from '#lib/gateways/psp/stripe-refusal.ts'
import { log } from '#lib/log.ts'

/** The names on payers' statements are the account's: read daily, and when a worker starts. */
export default async function read(): Promise<void> {
  try {
    await notePaymentAccount(database(), await readPaymentAccount(), Temporal.Now.instant())
  } catch (cause) {
    // A restricted key may not read it. Then no page says what the statement will say.
    if (!refusalOf(cause)) throw cause
    log.warn({ err: cause }, 'the payment account cannot be read')
  }
}
