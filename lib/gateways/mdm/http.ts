import { z } from 'zod'
import { read, toDispatch, toDone, toReading } from './http-answer.ts'
import { readHttpCallback } from './http-callback.ts'
import { exchange } from './http-exchange.ts'
import { messageBody, toOfflineCode, toSnapshot, unlockBody, wire } from './http-wire.ts'
import type { DeviceLockPort, DeviceRef, MdmConnection } from './port.ts'

const longestTimeoutMs = 15_000

const settingsSchema = z.object({
  timeoutMs: z.int().min(100).max(longestTimeoutMs).catch(longestTimeoutMs),
  offlineCode: z.enum(['none', 'on_request', 'needs_passkey']).catch('needs_passkey'),
  readsAtOnce: z.int().min(1).max(20).catch(4),
  readBatch: z.int().min(1).max(200).catch(1),
})

/** The generic signed JSON contract of docs/mdm-http.md. Settings: `timeoutMs` (100 to 15000), `offlineCode`, `readsAtOnce`, `readBatch`. */
export function httpPort(connection: MdmConnection): DeviceLockPort {
  const { timeoutMs, offlineCode, readsAtOnce, readBatch } = settingsSchema.parse(
    Object(connection.settings),
  )
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
      readsAtOnce,
      readBatch,
    },
    async requestUnlock(command) {
      return toDispatch(command.device, await send(command.device, '/unlocks', unlockBody(command)))
    },
    async readDevice(device) {
      return toReading(device, read(await send(device, ''), [200], wire.snapshot))
    },
    async readDevices(devices) {
      const ids = devices.map(({ providerDeviceId }) => providerDeviceId)
      const path = '/v1/device-readings'
      const reply = await exchange(connection, { method: 'POST', path, body: { ids }, timeoutMs })
      const said = read(reply, [200], wire.readings)
      if (!said.ok) return said
      const asked = said.value.devices.filter(({ id }) => ids.includes(id))
      return { ok: true, value: new Map(asked.map((one) => [one.id, toSnapshot(one)])) }
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
