import type { Database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { hasPhonesToRead } from '#lib/unlocks/claim-readings.ts'

/** Has phones looked at: unknown ones each minute, locked ones every 10 minutes, others once a day; one job for each lock service. */
export async function requeueReadings(db: Database, now: Temporal.Instant): Promise<void> {
  const services = await db
    .selectFrom('mdmConnections')
    .select(['id', 'lenderId', 'provider'])
    .where('provider', '<>', 'manual')
    .where('secretEncrypted', 'is not', null)
    .where('pausedAt', 'is', null)
    .execute()
  for (const { id: connectionId, ...service } of services) {
    if (await hasPhonesToRead(db, { ...service, now }))
      await addJob(db, 'read-phones', { connectionId }, { key: `readings:${connectionId}` })
  }
}
