import Stripe from 'stripe'
import { serve } from '#lib/demo/world/http-server.ts'
import { webhookSecret } from '#tests/support/stripe.ts'

export type Received = { body: string; signature: string; event: Stripe.Event }

/** A webhook endpoint that keeps what it gets and answers `status(n)` to the n-th request. */
export async function startEndpoint(status: (count: number) => number = () => 200) {
  const received: Received[] = []
  let wake = () => {}
  const { port, close } = await serve(async (request) => {
    const body = await request.text()
    const signature = request.headers.get('stripe-signature') ?? ''
    received.push({ body, signature, event: JSON.parse(body) })
    wake()
    return new Response(null, { status: status(received.length) })
  }, 0)
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    types: () => received.map(({ event }) => event.type as string),
    /** Resolves when `count` requests have come. */
    async until(count: number): Promise<void> {
      while (received.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    close,
  }
}

/** The event, when its signature is good at `atSeconds`; throws otherwise. */
export function verified({ body, signature }: Received, atSeconds: number): Stripe.Event {
  return Stripe.webhooks.constructEvent(body, signature, webhookSecret, 300, undefined, atSeconds)
}
