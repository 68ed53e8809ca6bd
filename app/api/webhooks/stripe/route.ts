import { database } from '#lib/db/client.ts'
import { gather } from '#lib/db/gather.ts'
import { verifyEvent } from '#lib/gateways/stripe.ts'
import { fromUnix } from '#lib/gateways/stripe-reading.ts'
import { log } from '#lib/log.ts'
import { counted } from '#lib/metrics.ts'
import { acceptEvents, type IncomingEvent } from '#lib/payments/accept-event.ts'

const largestBody = 1_000_000
const accept = gather((events: IncomingEvent[]) => acceptEvents(database(), events))

/** Stripe tells us. Answered 200 only when the event is stored; Stripe sends it again otherwise. */
export async function POST(request: Request): Promise<Response> {
  const payload = await request.text()
  if (payload.length > largestBody) return new Response('too large', { status: 413 })
  const verified = verifyEvent(payload, request.headers.get('stripe-signature'))
  if (!verified.ok) {
    log.warn({ reason: verified.reason }, 'Stripe event refused')
    counted.webhooks.inc({ source: 'stripe', result: 'refused' })
    return new Response('not accepted', { status: 400 })
  }
  const { id, type, account = null, livemode, created, data } = verified.event
  const objectId = 'id' in data.object && typeof data.object.id === 'string' ? data.object.id : null
  const isNew = await accept({
    id,
    type,
    objectId,
    account,
    livemode,
    createdAt: fromUnix(created),
    payload,
  })
  counted.webhooks.inc({ source: 'stripe', result: isNew ? 'stored' : 'repeated' })
  return new Response('stored')
}
