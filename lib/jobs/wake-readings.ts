import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isPaused } from '#lib/unlocks/pause-provider.ts'

const readingsPerRound = 50

/** Has phones looked at: new and unknown ones each minute, locked ones every 10 minutes, others once a day; a few at a time. */
export async function wakeReadings(db: Database, now: Temporal.Instant): Promise<void> {
  const devices = await db
    .selectFrom('devices')
    .select('id')
    .where('provider', '<>', 'manual')
    .where('lockState', 'not in', ['released', 'not_enrolled'])
    .where((eb) => eb.not(isPaused('devices.id')))
    .where((is) =>
      is.or([
        is('readAt', 'is', null),
        is('readAt', '<', now.subtract({ hours: 24 })),
        is.and([
          is('lockState', '<>', 'unlocked'),
          is('readAt', '<', now.subtract({ minutes: 10 })),
        ]),
        is.and([is('lockState', '=', 'unknown'), is('readAt', '<', now.subtract({ minutes: 1 }))]),
      ]),
    )
    .orderBy(sql`read_at nulls first`)
    .limit(readingsPerRound)
    .execute()
  for (const { id } of devices)
    await addJob(db, 'read-device', { deviceId: id }, { key: `device:${id}` })
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
