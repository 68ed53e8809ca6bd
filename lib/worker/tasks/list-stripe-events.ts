import { database } from '#lib/db/client.ts'
import { eventsSince } from '#lib/gateways/psp/list-events.ts'
import { log } from '#lib/log.ts'
import { acceptEvents, incoming } from '#lib/payments/accept-event.ts'

/** What Stripe keeps; what is older can only be looked up there. */
const keptDays = 30

/**
 * Refunds, disputes and warnings have a second path, as payments have: Stripe gives up sending an event after three
 * days, and lists it for thirty. What has come already is not taken again.
 */
export default async function listStripeEvents(): Promise<void> {
  const since = Temporal.Now.instant().subtract({ hours: 24 * keptDays })
  let missed = 0
  for await (const page of eventsSince(since)) {
    const isNew = await acceptEvents(database(), page.map(incoming))
    missed += isNew.filter(Boolean).length
  }
  if (missed > 0) log.warn({ missed }, 'Stripe events that had never arrived')
}
