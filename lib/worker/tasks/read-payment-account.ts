import { database } from '#lib/db/client.ts'
import { notePaymentAccount } from '#lib/db/payment-accounts.ts'
import { refusalOf } from '#lib/gateways/psp/port.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'

/** The names on payers' statements, and what can be paid by, are the account's: read daily, and when a worker starts. */
export default async function read(): Promise<void> {
  try {
    const account = await providerOf(installationAccount()).readAccount()
    await notePaymentAccount(database(), account, Temporal.Now.instant())
  } catch (cause) {
    // A restricted key may not read it. Then no page says what the statement will say.
    if (!refusalOf(cause)) throw cause
    log.warn({ err: cause }, 'the payment account cannot be read')
  }
}
