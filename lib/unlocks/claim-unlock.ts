import { type Selectable, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Unlocks } from '#lib/db/schema.generated.ts'
import type { DeviceRef } from '#lib/gateways/mdm/port.ts'
import { isPaused } from './pause-provider.ts'

export type ClaimedUnlock = {
  unlock: Pick<
    Selectable<Unlocks>,
    | 'id'
    | 'lenderId'
    | 'deviceId'
    | 'loanId'
    | 'intent'
    | 'relockAt'
    | 'attempts'
    | 'mustReadState'
    | 'isShorter'
    | 'requestedAt'
    | 'deadlineAt'
  >
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
  db: Database,
  unlockId: string,
  now: Temporal.Instant,
): Promise<ClaimedUnlock | undefined> {
  const claimed = await db
    .updateTable('unlocks')
    .from('devices')
    .set((eb) => ({
      state: 'dispatching',
      stateAt: now,
      attempts: eb('unlocks.attempts', '+', 1),
      dispatchedAt: eb.fn.coalesce('dispatchedAt', sql<Temporal.Instant>`${now}::timestamptz`),
      nextActionAt: now.add({ seconds: leaseSeconds }),
      mustReadState: sql<boolean>`must_read_state or unlocks.state = 'dispatching'`,
    }))
    .where('unlocks.id', '=', unlockId)
    .whereRef('devices.id', '=', 'unlocks.deviceId')
    .where((eb) => eb.not(isPaused))
    .where((eb) =>
      eb.or([
        eb('unlocks.state', '=', 'requested'),
        eb.and([
          eb('unlocks.state', 'in', ['retry_wait', 'dispatching']),
          eb('unlocks.nextActionAt', '<=', now),
        ]),
      ]),
    )
    .returning([
      'unlocks.id',
      'unlocks.lenderId',
      'unlocks.deviceId',
      'unlocks.loanId',
      'unlocks.intent',
      'unlocks.relockAt',
      'unlocks.attempts',
      'unlocks.mustReadState',
      'unlocks.isShorter',
      'unlocks.requestedAt',
      'unlocks.deadlineAt',
      'devices.provider',
      'devices.providerDeviceId',
      'devices.imei',
    ])
    .executeTakeFirst()
  if (!claimed) return undefined
  const { provider, providerDeviceId, imei, ...unlock } = claimed
  const { deviceId, lenderId } = unlock
  return { unlock, device: { deviceId, provider, providerDeviceId, imei }, lenderId }
}
