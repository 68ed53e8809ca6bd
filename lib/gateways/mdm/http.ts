import { z } from 'zod'
import { read, toDispatch, toDone, toReading } from './http-answer.ts'
import { readHttpCallback } from './http-callback.ts'
import { exchange } from './http-exchange.ts'
import { messageBody, toOfflineCode, unlockBody, wire } from './http-wire.ts'
import type { DeviceLockPort, DeviceRef, MdmConnection } from './port.ts'

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
      return toDispatch(command.device, await send(command.device, '/unlocks', unlockBody(command)))
    },
    async readDevice(device) {
      return toReading(device, read(await send(device, ''), [200], wire.snapshot))
    },
    async showMessage(device, message) {
      return toDone(await send(device, '/messages', messageBody(message)))
    },
    async issueOfflineCode(device, passkey) {
      const reply = await send(device, '/offline-codes', passkey === undefined ? {} : { passkey })
      const code = read(reply, [200, 201], wire.offlineCode)
      return code.ok ? { ok: true, value: toOfflineCode(code.value) } : code
    },
    readCallback: (request) => readHttpCallback(connection, request),
  }
}
