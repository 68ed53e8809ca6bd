import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LockState } from '#lib/domain/unlock.ts'

const readingsPerRound = 50

/** Has phones looked at: new and unknown ones each minute, locked ones every 10 minutes, others once a day; a few at a time. */
export async function wakeReadings(db: Database, now: Temporal.Instant): Promise<void> {
  for (const { id } of await phonesToRead(db, now))
    await addJob(db, 'read-device', { deviceId: id }, { key: `device:${id}` })
}

const minutesBetween = {
  unknown: 1,
  locked: 10,
  locking: 10,
  unlocking: 10,
  unlocked: 24 * 60,
} satisfies Partial<Record<LockState, number>>

// Each state for itself, as the index has them: what was read lately is not passed over one by one.
// Not a join with what is paused: for that, every phone would be read.
async function phonesToRead(db: Database, now: Temporal.Instant): Promise<{ id: string }[]> {
  const waits = Object.entries(minutesBetween).map(
    ([state, minutes]) => sql`(${state}, ${now.subtract({ minutes })}::timestamptz)`,
  )
  const { rows } = await sql<{ id: string }>`
    select due.id
      from (values ${sql.join(waits)}) as waits (lock_state, before)
     cross join lateral (
       select devices.id, devices.read_at from devices
        where devices.lock_state = waits.lock_state and devices.provider <> 'manual'
          and coalesce(devices.read_at, '-infinity') < waits.before
          and (devices.lender_id, devices.provider) not in (
            select lender_id, provider from mdm_connections where paused_at is not null)
        order by coalesce(devices.read_at, '-infinity')
        limit ${readingsPerRound}) as due
     order by due.read_at nulls first
     limit ${readingsPerRound}`.execute(db)
  return rows
}

/** Has a borrower's phones looked at now: somebody is about to read how they stand. */
export async function wakeReadingsOf(tx: Tx, borrowerId: string): Promise<void> {
  const devices = await tx
    .selectFrom('devices')
    .select('id')
    .where('borrowerId', '=', borrowerId)
    .execute()
  for (const { id } of devices)
    await addJob(tx, 'read-device', { deviceId: id }, { key: `device:${id}` })
}
