import { checkSignature } from '#lib/gateways/request-signature.ts'
import { toSnapshot, wire } from './http-wire.ts'
import type { Callback, CallbackEvent, CallbackRequest, MdmConnection } from './port.ts'

/** Verifies a callback on its raw body and reads its one event. */
export function readHttpCallback(connection: MdmConnection, request: CallbackRequest): Callback {
  if (!connection.secret) return refuse(401, 'no secret is set')
  const check = checkSignature({ ...request, request, secret: connection.secret })
  if (!check.ok) return refuse(401, `signature ${check.reason}`)
  const event = eventIn(request.rawBody)
  if (!event) return refuse(400, 'malformed body')
  return {
    ok: true,
    events: [toEvent(connection.lenderId, event)],
    ack: { status: 200, body: JSON.stringify({ received: true }) },
  }
}

type WireEvent = NonNullable<ReturnType<typeof eventIn>>

function eventIn(rawBody: string) {
  try {
    return wire.callback.safeParse(JSON.parse(rawBody)).data
  } catch {
    return undefined
  }
}

function toEvent(lenderId: string, event: WireEvent): CallbackEvent {
  return {
    dedupeKey: `http:${lenderId}:${event.id}`,
    providerDeviceId: event.device.id,
    snapshot: toSnapshot(event.device),
    ...(event.type === 'unlock.refused' && { refused: event.reason ?? 'no reason given' }),
    ...(event.commandId && { commandId: event.commandId }),
  }
}

function refuse(status: number, reason: string): Callback {
  return {
    ok: false,
    reason,
    ack: { status, body: JSON.stringify({ error: { message: reason } }) },
  }
}
