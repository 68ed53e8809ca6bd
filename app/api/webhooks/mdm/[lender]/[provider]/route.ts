import { bodyOf, tooLarge } from '#app/api/webhooks/body-of.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { connectionOfLender } from '#lib/gateways/mdm/connections.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { log } from '#lib/log.ts'
import { counted } from '#lib/metrics.ts'
import { takeCallback } from '#lib/workflows/unlocks/take-callback.ts'

type Context = { params: Promise<{ lender: string; provider: string }> }

/** A lock service tells what a device did, or will not do. Kept in one transaction; the answer is the provider's own. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { lender, provider } = await params
  const connection = await connectionOfLender(database(), lender, provider)
  if (!connection) return new Response('not found', { status: 404 })
  const rawBody = await bodyOf(request)
  if (!rawBody) return tooLarge()
  const { pathname, search } = new URL(request.url)
  const now = Temporal.Now.instant()
  const callback = portFor(connection).readCallback({
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    rawBody,
    now,
  })
  if (!callback.ok) {
    counted.webhooks.inc({ source: provider, result: 'refused' })
    log.warn({ reason: callback.reason, lender, provider }, 'lock service callback refused')
    return new Response(callback.ack.body, { status: callback.ack.status })
  }
  const { lenderId } = connection
  const { events, ack, unknown } = callback
  const result = await transaction((tx) => takeCallback(tx, { lenderId, provider, events, now }))
  counted.webhooks.inc({ source: provider, result: result === 'taken' ? 'stored' : result })
  if (result === 'taken') return new Response(ack.body, { status: ack.status })
  log.warn({ result, lender, provider }, 'lock service callback about what is not ours')
  const { status, body } = result === 'unknown_device' ? unknown.device : unknown.command
  return new Response(body, { status })
}
