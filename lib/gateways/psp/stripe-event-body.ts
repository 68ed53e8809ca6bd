import type Stripe from 'stripe'
import { z } from 'zod'
import { fromUnix } from './stripe-reading.ts'

const latest = Date.UTC(9999, 0) / 1000

/** What every event of Stripe has, of whatever API version. */
const shape = z.looseObject({
  id: z.string().regex(/^evt_[\w-]{1,200}$/),
  type: z.string().min(1).max(200),
  account: z.string().max(200).nullish(),
  livemode: z.boolean(),
  created: z.int().min(0).max(latest),
  data: z.looseObject({ object: z.looseObject({ id: z.string().max(300).optional() }) }),
})

/** A body in Stripe's wire format. Undefined when it is no event, or one that nobody can read. */
export function readEvent(body: Uint8Array): Stripe.Event | undefined {
  try {
    const read = JSON.parse(new TextDecoder().decode(body), (_, value) => writable(value))
    return shape.safeParse(read).success ? (read as Stripe.Event) : undefined
  } catch {
    return undefined
  }
}

// PostgreSQL keeps neither a NUL nor half a character; what Stripe passes on was typed by anybody.
function writable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
}

/** What is kept beside an event's body, to find it by. */
export function envelopeOf(event: Stripe.Event) {
  const { id, type, account = null, livemode, created } = event
  const { id: objectId = null } = event.data.object as { id?: string }
  return { id, type, objectId, account, livemode, createdAt: fromUnix(created) }
}
