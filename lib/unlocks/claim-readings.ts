import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import type { DeviceRef } from '#lib/gateways/mdm/port.ts'

export type ClaimedPhone = DeviceRef & { deviceId: string }

type ReadingsWish = {
  lenderId: string
  provider: string
  now: Temporal.Instant
  most: number
}

// In this order: a locked phone's owner waits, and what was never read may be locked.
const minutesBetween = [
  ['locked', 10],
  ['unlocking', 10],
  ['locking', 10],
  ['unknown', 1],
  ['unlocked', 24 * 60],
] as const satisfies [LockState, number][]

/** Phones of one lock service that are due to be read, locked ones first; each is nobody else's until it is due again. */
export async function claimPhonesToRead(db: Database, wish: ReadingsWish): Promise<ClaimedPhone[]> {
  const { now, most } = wish
  const { rows } = await sql<ClaimedPhone>`
    update devices set read_at = ${now}
      from (${duePhones(wish)} order by waits.place, due.read_at nulls first limit ${most}) as due
     where devices.id = due.id and devices.read_at is not distinct from due.read_at
    returning devices.id as device_id, devices.provider_device_id, devices.imei`.execute(db)
  return rows
}

/** Whether any is due. */
export async function hasPhonesToRead(db: Database, wish: Omit<ReadingsWish, 'most'>) {
  const { rows } = await sql`${duePhones({ ...wish, most: 1 })} limit 1`.execute(db)
  return rows.length > 0
}

// Each state for itself, as the index has them: what was read lately is not passed over one by one.
function duePhones({ lenderId, provider, now, most }: ReadingsWish) {
  const waits = minutesBetween.map(
    ([state, minutes], place) =>
      sql`(${state}, ${place}::int, ${now.subtract({ minutes })}::timestamptz)`,
  )
  return sql`
    select due.id, due.read_at, waits.place
      from (values ${sql.join(waits)}) as waits (lock_state, place, before)
     cross join lateral (
       select devices.id, devices.read_at from devices
        where devices.lock_state = waits.lock_state and devices.provider <> 'manual'
          and devices.lender_id = ${lenderId} and devices.provider = ${provider}
          and coalesce(devices.read_at, '-infinity') < waits.before
        order by coalesce(devices.read_at, '-infinity')
        limit ${most}) as due`
}
