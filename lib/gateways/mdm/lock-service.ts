import { database } from '#lib/db/client.ts'
import { watched } from '#lib/gateways/breakers.ts'
import { connectionOf } from './connections.ts'
import type { DeviceLockPort, Dispatch, ErrorClass, LockError, Reading } from './port.ts'
import { portFor } from './registry.ts'

/** Where a lender's phones of one provider are locked. Whether it answers is noted for all workers. */
export async function lockServiceOf(lenderId: string, provider: string): Promise<DeviceLockPort> {
  const port = portFor(await connectionOf(database(), lenderId, provider))
  const system = { lane: `lock:${lenderId}:${provider}`, lenderId }
  const listen = <T extends Answer>(ask: () => Promise<T>) => watched(system, ask, silenceOf)
  return {
    ...port,
    requestUnlock: (command) => listen(() => port.requestUnlock(command)),
    readDevice: (device) => listen(() => port.readDevice(device)),
    ...(port.readDevices && {
      readDevices: (devices) => listen(() => port.readDevices?.(devices) ?? Promise.reject()),
    }),
    showMessage: (device, message) => listen(() => port.showMessage(device, message)),
    issueOfflineCode: (device, passkey) => listen(() => port.issueOfflineCode(device, passkey)),
  }
}

type Answer = Dispatch | Reading<unknown>

const silences: readonly ErrorClass[] = ['network_before_send', 'ambiguous', 'provider_down']

function silenceOf(answer: Answer | undefined): string | undefined {
  const error = answer && errorOf(answer)
  return error && silences.includes(error.class) ? error.class : undefined
}

function errorOf(answer: Answer): LockError | undefined {
  return 'error' in answer ? answer.error : undefined
}
