import { z } from 'zod'
import { readHttpCallback } from './http-callback.ts'
import { answerError } from './http-error.ts'
import { type Answer, exchange } from './http-exchange.ts'
import {
  messageBody,
  toOfflineCode,
  toSnapshot,
  unlockBody,
  type WireSnapshot,
  wire,
} from './http-wire.ts'
import type {
  DeviceLockPort,
  DeviceRef,
  DeviceSnapshot,
  Dispatch,
  LockError,
  MdmConnection,
  Reading,
  UnlockCommand,
} from './port.ts'

const longestTimeoutMs = 15_000

const settingsSchema = z.object({
  timeoutMs: z.int().min(100).max(longestTimeoutMs).catch(longestTimeoutMs),
  offlineCode: z.enum(['none', 'on_request', 'needs_passkey']).catch('needs_passkey'),
})

/** The generic signed JSON contract of docs/mdm-http.md. Settings: `timeoutMs` (100 to 15000), `offlineCode`. */
export function httpPort(connection: MdmConnection): DeviceLockPort {
  const { timeoutMs, offlineCode } = settingsSchema.parse(Object(connection.settings))
  const send = (device: DeviceRef, verb: string, body?: object) =>
    exchange(connection, {
      method: body ? 'POST' : 'GET',
      path: `/v1/devices/${encodeURIComponent(device.providerDeviceId)}${verb}`,
      body,
      timeoutMs,
    })
  return {
    capabilities: {
      intents: new Set(['until', 'indefinite', 'release']),
      confirmation: 'callback_and_poll',
      offlineCode,
      requestTimeoutMs: timeoutMs,
    },
    async requestUnlock(command) {
      const reply = await send(command.device, '/unlocks', unlockBody(command))
      return reply.ok ? toDispatch(command, reply.value) : { outcome: 'failed', error: reply.error }
    },
    async readDevice(device) {
      const reply = read(await send(device, ''), [200], wire.snapshot)
      return reply.ok ? snapshotOf(device, reply.value) : reply
    },
    async showMessage(device, message) {
      const reply = await send(device, '/messages', messageBody(message))
      if (!reply.ok) return reply
      const shown = reply.value.status >= 200 && reply.value.status < 300
      return shown ? { ok: true, value: null } : { ok: false, error: answerError(reply.value) }
    },
    async issueOfflineCode(device, passkey) {
      const reply = await send(device, '/offline-codes', passkey === undefined ? {} : { passkey })
      const code = read(reply, [200, 201], wire.offlineCode)
      return code.ok ? { ok: true, value: toOfflineCode(code.value) } : code
    },
    readCallback: (request) => readHttpCallback(connection, request),
  }
}

function toDispatch({ device }: UnlockCommand, answer: Answer): Dispatch {
  if (answer.status === 202) {
    const accepted = read({ ok: true, value: answer }, [202], wire.accepted)
    if (!accepted.ok) return { outcome: 'failed', error: accepted.error }
    const { handle, offlineCode } = accepted.value
    return {
      outcome: 'accepted',
      ...(handle && { handle }),
      ...(offlineCode && { offlineCode: toOfflineCode(offlineCode) }),
    }
  }
  const satisfied = answer.status === 200 ? wire.alreadySatisfied : wire.conflict
  const { data } = satisfied.safeParse(answer.json)
  if (!data || ![200, 409].includes(answer.status))
    return { outcome: 'failed', error: answerError(answer) }
  const snapshot = snapshotOf(device, data.device)
  if (!snapshot.ok) return { outcome: 'failed', error: snapshot.error }
  return isOpen(snapshot.value)
    ? { outcome: 'already_satisfied', snapshot: snapshot.value }
    : { outcome: 'failed', error: broken(answer.status, 'satisfied, yet the device is not open') }
}

function isOpen({ actual }: DeviceSnapshot): boolean {
  return actual === 'unlocked' || actual === 'released'
}

function read<T>(reply: Reading<Answer>, statuses: number[], schema: z.ZodType<T>): Reading<T> {
  if (!reply.ok) return reply
  const { status, json } = reply.value
  if (!statuses.includes(status)) return { ok: false, error: answerError(reply.value) }
  const { data, error } = schema.safeParse(json)
  if (data === undefined) return { ok: false, error: broken(status, faultOf(error)) }
  return { ok: true, value: data }
}

function snapshotOf(device: DeviceRef, wireSnapshot: WireSnapshot): Reading<DeviceSnapshot> {
  return wireSnapshot.id === device.providerDeviceId
    ? { ok: true, value: toSnapshot(wireSnapshot) }
    : { ok: false, error: broken(200, 'the answer is about another device') }
}

function faultOf(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? []
  return issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : 'unreadable body'
}

function broken(httpStatus: number, detail: string): LockError {
  return { class: 'contract', httpStatus, detail: detail.slice(0, 300) }
}
