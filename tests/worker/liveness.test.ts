import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { type Liveness, liveness } from '#lib/worker/liveness.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

/** Whether others may take this pool's jobs away. */
async function isFree(poolId: string): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${poolId}, 0)) as free`.execute(database())
  return rows[0]?.free ?? false
}

function begins({ events }: Liveness, poolId: string): void {
  events.emit('pool:create', { workerPool: { id: poolId } } as never)
}

test('a pool is held while it lives, and free when its worker ends', async () => {
  const alive = await liveness()
  begins(alive, 'pool-one')
  await vi.waitFor(async () => expect(await isFree('pool-one')).toBe(false))
  await alive.end()
  await vi.waitFor(async () => expect(await isFree('pool-one')).toBe(true))
})

test('a pool that was started again leaves the jobs of the one before it', async () => {
  const alive = await liveness()
  begins(alive, 'pool-two')
  begins(alive, 'pool-three')
  await vi.waitFor(async () => expect(await isFree('pool-three')).toBe(false))
  expect(await isFree('pool-two')).toBe(true)
  await alive.end()
})

test('a lost connection is made anew, and the pool held again', async () => {
  const alive = await liveness()
  begins(alive, 'pool-four')
  await vi.waitFor(async () => expect(await isFree('pool-four')).toBe(false))
  const { rows } = await sql<{ backend: number }>`
    select pid as backend from pg_locks where locktype = 'advisory'`.execute(database())
  for (const { backend } of rows)
    await sql`select pg_terminate_backend(${backend})`.execute(database())
  await vi.waitFor(async () => expect(await isFree('pool-four')).toBe(true))
  await vi.waitFor(async () => expect(await isFree('pool-four')).toBe(false), { timeout: 5_000 })
  await alive.end()
})
