import { bodyOf, tooLarge } from '#app/api/webhooks/body-of.ts'
import { batched } from '#lib/db/batched.ts'
import { database } from '#lib/db/client.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { counted } from '#lib/metrics.ts'
import { acceptEvents, incoming } from '#lib/payments/accept-event.ts'

const accept = batched((events: ReturnType<typeof incoming>[]) => acceptEvents(database(), events))

/** Stripe tells us. Answered 200 only when what it signed is stored, whatever that is; Stripe sends it again otherwise. */
export async function POST(request: Request): Promise<Response> {
  const body = await bodyOf(request)
  if (!body) return tooLarge()
  const fault = providerOf(installationAccount()).signatureFault(body, request.headers)
  if (fault) {
    log.warn({ reason: fault }, 'Stripe event refused')
    counted.webhooks.inc({ source: 'stripe', result: 'refused' })
    return new Response('not accepted', { status: 400 })
  }
  const isNew = await accept(incoming(installationAccount(), body))
  counted.webhooks.inc({ source: 'stripe', result: isNew ? 'stored' : 'repeated' })
  return new Response('stored')
}
