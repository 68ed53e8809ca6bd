import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { startWorker } from '#lib/worker/worker.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { accept } from '#tests/support/stripe-events.ts'
import { newestUnlock } from '#tests/support/world.ts'
import { givenRounds, later } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, givenPhone, lender } = await givenRounds()

describe('workers die', () => {
  async function lockedJobs(): Promise<string[]> {
    const { rows } = await sql<{ lockedBy: string }>`
      select locked_by from graphile_worker._private_jobs where locked_by is not null`.execute(
      database(),
    )
    return rows.map(({ lockedBy }) => lockedBy)
  }

  // Whoever holds a job and no proof of life.
  async function mayBeTakenFrom(): Promise<string[]> {
    const { rows } = await sql<{ lockedBy: string }>`
      select locked_by from graphile_worker._private_jobs
       where locked_by is not null
         and pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))`.execute(database())
    return rows.map(({ lockedBy }) => lockedBy)
  }

  test('a dead worker’s jobs are free for the others; a living worker’s are not touched', async () => {
    const alive = new pg.Client(process.env.DATABASE_URL)
    await alive.connect()
    await alive.query('select pg_advisory_lock(hashtextextended($1, 0))', ['worker-alive'])
    for (const worker of ['worker-alive', 'worker-dead']) {
      await accept({ type: 'customer.created', object: { id: worker } }, { id: `evt_${worker}` })
      await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = ${worker}
                 where key = ${`psp:evt_${worker}`}`.execute(database())
    }
    await reconcile(later(0))
    expect(await lockedJobs()).toEqual(['worker-alive'])
    await alive.end()
    await vi.waitFor(async () => {
      await reconcile(later(0))
      expect(await lockedJobs()).toEqual([])
    })
  })

  test('a running worker proves that it lives: its job stays its own while it works', async () => {
    await mdm.sandbox.turn('mdm.api', 'hangs')
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    const worker = await startWorker()
    try {
      await vi.waitFor(
        async () => expect(await newestUnlock(loan)).toMatchObject({ state: 'dispatching' }),
        // A worker has to start first.
        { timeout: 15_000 },
      )
      expect(await mayBeTakenFrom()).toEqual([])
      await reconcile(Temporal.Now.instant())
      expect(await newestUnlock(loan)).toMatchObject({ state: 'dispatching', attempts: 1 })
      expect(await lockedJobs()).not.toEqual([])
    } finally {
      await worker.stop()
    }
  })
})
