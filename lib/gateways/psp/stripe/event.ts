import type Stripe from 'stripe'
import { z } from 'zod'
import { parseKept } from '#lib/domain/kept-text.ts'
import type { ProviderEvent, PspAccount } from '#lib/gateways/psp/port.ts'
import { namesIn } from './money-back.ts'
import { newsIn } from './news.ts'
import { fromUnix } from './unix.ts'

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
export function readEvent(account: PspAccount, body: Uint8Array): ProviderEvent | undefined {
  const event = parse(body)
  if (!event) return undefined
  const { id, type, account: through = null, livemode, created } = event
  const { id: objectId = null } = event.data.object as { id?: string }
  return {
    id,
    type,
    objectId,
    account: through,
    livemode,
    createdAt: fromUnix(created),
    elsewhere: elsewhere(account, event),
    named: namesIn(event.data.object),
    read: () => newsIn(event),
  }
}

// What Stripe passes on was typed by anybody.
function parse(body: Uint8Array): Stripe.Event | undefined {
  try {
    const read = parseKept(new TextDecoder().decode(body))
    return shape.safeParse(read).success ? (read as Stripe.Event) : undefined
  } catch {
    return undefined
  }
}

// Events of a connected account, or of live mode under a test key, are not ours to book.
function elsewhere({ secretKey }: PspAccount, event: Stripe.Event): ProviderEvent['elsewhere'] {
  if (event.account) return 'other_account'
  return event.livemode === secretKey.includes('_live_') ? null : 'other_mode'
}
