import type { z } from 'zod'
import { checkSignature } from '#lib/gateways/request-signature.ts'
import { toSnapshot, wire } from './http-wire.ts'
import {
  type Acknowledgement,
  type Callback,
  type CallbackEvent,
  type CallbackRequest,
  type MdmConnection,
  secretsOf,
} from './port.ts'

/** Verifies a callback on its raw body and reads its one event. */
export function readHttpCallback(connection: MdmConnection, request: CallbackRequest): Callback {
  const secrets = secretsOf(connection)
  if (secrets.length === 0) return refuse(401, 'no secret is set')
  const check = checkSignature({ ...request, request, secrets })
  if (!check.ok) return refuse(401, `signature ${check.reason}`)
  const read = eventIn(request.rawBody)
  if (!read.success) return refuse(400, faultOf(read.error))
  return {
    ok: true,
    events: [toEvent(connection.lenderId, read.data)],
    ack: { status: 200, body: JSON.stringify({ received: true }) },
    unknown: {
      device: answer(404, 'device_not_found', 'the loan book has no such device'),
      command: answer(404, 'command_not_found', 'no unlock of this device has this commandId'),
    },
  }
}

type WireEvent = z.infer<typeof wire.callback>

// Bytes that are no text are nothing that was agreed on.
function textOf(rawBody: string | Uint8Array): string {
  if (typeof rawBody === 'string') return rawBody
  return new TextDecoder('utf-8', { fatal: true }).decode(rawBody)
}

function eventIn(rawBody: string | Uint8Array) {
  try {
    return wire.callback.safeParse(JSON.parse(textOf(rawBody)))
  } catch {
    return wire.callback.safeParse(undefined)
  }
}

function toEvent(lenderId: string, { id, type, device, ...event }: WireEvent): CallbackEvent {
  const { occurredAt, commandId, reason = 'no reason given' } = event
  const said = {
    dedupeKey: `http:${lenderId}:${id}`,
    providerDeviceId: device.id,
    snapshot: toSnapshot(device),
    occurredAt,
  }
  if (!commandId) return said
  return type === 'unlock.refused'
    ? { ...said, commandId, refused: reason }
    : { ...said, commandId }
}

function refuse(status: number, reason: string): Callback {
  return {
    ok: false,
    reason,
    ack: answer(status, status === 401 ? 'unsigned' : 'malformed', reason),
  }
}

function answer(status: number, code: string, message: string): Acknowledgement {
  return { status, body: JSON.stringify({ error: { code, message } }) }
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : 'malformed body'
}
