import type { Database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { hasPhonesToRead } from '#lib/unlocks/claim-readings.ts'

/** Has phones looked at: unknown ones each minute, locked ones every 10 minutes, others once a day; one job for each lock service. */
export async function wakeReadings(db: Database, now: Temporal.Instant): Promise<void> {
  const services = await db
    .selectFrom('mdmConnections')
    .select(['id', 'lenderId', 'provider'])
    .where('provider', '<>', 'manual')
    .where('secretSealed', 'is not', null)
    .where('pausedAt', 'is', null)
    .execute()
  for (const { id: connectionId, ...service } of services) {
    if (await hasPhonesToRead(db, { ...service, now }))
      await addJob(db, 'read-phones', { connectionId }, { key: `readings:${connectionId}` })
  }
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
