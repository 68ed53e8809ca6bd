import { database } from '#lib/db/client.ts'
import { lockServiceOf } from '#lib/gateways/mdm/lock-service.ts'
import type { DeviceSnapshot, Reading } from '#lib/gateways/mdm/port.ts'

/** Asks the lock service how a device stands. */
export async function readState(deviceId: string): Promise<Reading<DeviceSnapshot>> {
  const device = await database()
    .selectFrom('devices')
    .select(['lenderId', 'provider', 'providerDeviceId', 'imei'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const { lenderId, provider, ...phone } = device
  const port = await lockServiceOf(lenderId, provider)
  return port.readDevice(phone)
}
