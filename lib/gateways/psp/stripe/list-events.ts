import type Stripe from 'stripe'
import { refusing } from './refusal.ts'
import { toUnix } from './unix.ts'

/** What tells of money that goes back, by the names of every API version. */
const moneyBackEvents = [
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refunded',
  'charge.refund.updated',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'radar.early_fraud_warning.created',
] as const

const pageSize = 100

/** The events about money that goes back that Stripe made since then, newest first, a page at a time, each in Stripe's wire format. */
export async function* eventsSince(
  client: Stripe,
  since: Temporal.Instant,
): AsyncGenerator<Uint8Array[]> {
  const created = { gte: toUnix(since) }
  const question = { types: [...moneyBackEvents], created, limit: pageSize }
  let page = await refusing(client.events.list(question))
  for (;;) {
    yield page.data.map((event) => new TextEncoder().encode(JSON.stringify(event)))
    const last = page.data.at(-1)
    if (!page.has_more || !last) return
    page = await refusing(client.events.list({ ...question, starting_after: last.id }))
  }
}
