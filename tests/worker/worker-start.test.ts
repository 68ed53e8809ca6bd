import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { startWorker } from '#lib/worker/worker.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

test('a worker that cannot start leaves nothing open', async () => {
  const before = await connections()
  await sql`alter schema graphile_worker rename to away`.execute(database())
  await sql`create schema graphile_worker`.execute(database())
  await sql`create table graphile_worker.migrations (unlike text)`.execute(database())
  await expect(startWorker()).rejects.toThrow()
  await vi.waitFor(async () => expect(await connections()).toBeLessThanOrEqual(before))
})

async function connections(): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from pg_stat_activity
     where datname = current_database() and application_name <> 'vitest'`.execute(database())
  return Number(rows[0]?.count ?? 0)
}
