import { lockServiceOf } from './lock-service.ts'
import type { DeviceRef, ErrorClass, LockError, LockScreenMessage } from './port.ts'

export type LockScreen = DeviceRef & { lenderId: string; provider: string }

const passing: readonly ErrorClass[] = [
  'network_before_send',
  'ambiguous',
  'rate_limited',
  'provider_down',
  'device_state_transient',
]

/** Has a phone's lock service show a text; undefined when it took it. */
export async function showOnLockScreen(
  phone: LockScreen,
  message: LockScreenMessage,
): Promise<LockError | undefined> {
  const port = await lockServiceOf(phone.lenderId, phone.provider)
  const shown = await port.showMessage(phone, message)
  return shown.ok ? undefined : shown.error
}

/** Whether it may be taken when it is sent again. */
export function isWorthRetrying({ class: name }: LockError): boolean {
  return passing.includes(name)
}
