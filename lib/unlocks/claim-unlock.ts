import { type Selectable, sql } from 'kysely'
import type { Devices, Unlocks } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DeviceRef } from '#lib/gateways/mdm/port.ts'
import { isPaused } from './pause-provider.ts'

const unlockColumns = [
  'id',
  'lenderId',
  'deviceId',
  'loanId',
  'intent',
  'relockAt',
  'attempts',
  'mustReadState',
  'requestedAt',
] as const

export type ClaimedUnlock = {
  unlock: Pick<Selectable<Unlocks>, (typeof unlockColumns)[number]>
  device: DeviceRef & { deviceId: string; provider: string }
  lenderId: string
}

const leaseSeconds = 60

/**
 * Takes an unlock for sending: only one worker gets it, for a minute. One left in `dispatching` by a worker
 * that died may have been sent, so the next one reads the device's state first (`mustReadState`).
 * Undefined when there is nothing to send now: an unlock of a paused provider stays as it is until the outage ends.
 */
export async function claimUnlock(
  tx: Tx,
  unlockId: string,
  now: Temporal.Instant,
): Promise<ClaimedUnlock | undefined> {
  const unlock = await tx
    .updateTable('unlocks')
    .set((eb) => ({
      state: 'dispatching',
      stateAt: now,
      attempts: eb('attempts', '+', 1),
      dispatchedAt: eb.fn.coalesce('dispatchedAt', sql<Temporal.Instant>`${now}::timestamptz`),
      nextActionAt: now.add({ seconds: leaseSeconds }),
      mustReadState: sql<boolean>`must_read_state or state = 'dispatching'`,
    }))
    .where('id', '=', unlockId)
    .where((eb) => eb.not(isPaused))
    .where((eb) =>
      eb.or([
        eb('state', '=', 'requested'),
        eb.and([eb('state', 'in', ['retry_wait', 'dispatching']), eb('nextActionAt', '<=', now)]),
      ]),
    )
    .returning(unlockColumns)
    .executeTakeFirst()
  if (!unlock) return undefined
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'provider', 'providerDeviceId', 'imei'])
    .where('id', '=', unlock.deviceId)
    .executeTakeFirstOrThrow()
  return { unlock, device: refOf(device), lenderId: unlock.lenderId }
}

export function refOf(
  device: Pick<Selectable<Devices>, 'id' | 'provider' | 'providerDeviceId' | 'imei'>,
): ClaimedUnlock['device'] {
  const { id, provider, providerDeviceId, imei } = device
  return { deviceId: id, provider, providerDeviceId, imei }
}
