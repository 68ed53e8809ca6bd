import { database } from '#lib/db/client.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import type { DeviceSnapshot, Reading } from '#lib/gateways/mdm/port.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { refOf } from '#lib/unlocks/claim-unlock.ts'

/** Asks the lock service how a device stands. */
export async function readState(deviceId: string): Promise<Reading<DeviceSnapshot>> {
  const device = await database()
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const port = portFor(await connectionOf(database(), device.lenderId, device.provider))
  return port.readDevice(refOf(device))
}
