import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { connectionOfLender } from '#lib/gateways/mdm/connections.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { confirmByEvidence } from '#lib/jobs/confirm-by-evidence.ts'
import { log } from '#lib/log.ts'
import { counted } from '#lib/metrics.ts'
import { devicesNamed } from '#lib/unlocks/devices-named.ts'

type Context = { params: Promise<{ lender: string; provider: string }> }

/** A lock service tells what a device did. Stored as evidence in one transaction; the answer is the provider's own. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { lender, provider } = await params
  const connection = await connectionOfLender(database(), lender, provider)
  if (!connection) return new Response('not found', { status: 404 })
  const { pathname, search } = new URL(request.url)
  const now = Temporal.Now.instant()
  const callback = portFor(connection).readCallback({
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    rawBody: await request.text(),
    now,
  })
  counted.webhooks.inc({ source: provider, result: callback.ok ? 'stored' : 'refused' })
  if (!callback.ok) {
    log.warn({ reason: callback.reason, lender, provider }, 'lock service callback refused')
    return new Response(callback.ack.body, { status: callback.ack.status })
  }
  await transaction(async (tx) => {
    const { lenderId } = connection
    const devices = await devicesNamed(tx, {
      lenderId,
      provider,
      providerDeviceIds: callback.events.map((event) => event.providerDeviceId),
    })
    for (const {
      providerDeviceId,
      dedupeKey,
      snapshot,
      commandId: namesCommand,
    } of callback.events) {
      const deviceId = devices.get(providerDeviceId)
      if (deviceId)
        await confirmByEvidence(tx, {
          deviceId,
          lenderId,
          source: 'webhook',
          dedupeKey,
          snapshot,
          namesCommand,
          now,
        })
    }
  })
  return new Response(callback.ack.body, { status: callback.ack.status })
}
