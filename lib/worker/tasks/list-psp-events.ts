import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { refusalOf } from '#lib/gateways/psp/port.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { acceptEvents, incoming } from '#lib/payments/accept-event.ts'
import { readingRefused } from '#lib/workflows/money/reading-refused.ts'

/** What the provider keeps; what is older can only be looked up there. */
const keptDays = 30

/**
 * Refunds, disputes and warnings have a second path, as payments have: the provider gives up sending an event after three
 * days, and lists it for thirty. What has come already is not taken again.
 */
export default async function listPspEvents(): Promise<void> {
  try {
    await takeMissed()
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    log.error({ err: cause }, 'the payment provider does not list what it told')
    await transaction((tx) => readingRefused(tx, refusal))
  }
}

async function takeMissed(): Promise<void> {
  const since = Temporal.Now.instant().subtract({ hours: 24 * keptDays })
  const account = installationAccount()
  let missed = 0
  for await (const page of providerOf(account).eventsSince(since)) {
    const isNew = await acceptEvents(
      database(),
      page.map((body) => incoming(account, body)),
    )
    missed += isNew.filter(Boolean).length
  }
  if (missed > 0) log.warn({ missed }, 'events of the payment provider that had never arrived')
}
