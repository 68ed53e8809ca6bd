import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { GET as metrics } from '#app/api/metrics/route.ts'
import { database } from '#lib/db/client.ts'
import { heartOf } from '#lib/worker/heartbeat.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { newestUnlock } from '#tests/support/world.ts'
import { inState } from '#tests/unlocks/given-unlock.ts'

await freshDatabase({ bystanders: false })

async function figure(name: string): Promise<string | undefined> {
  const text = await (await metrics()).text()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}

test('an unlock is late until the phone is open, also when a longer one takes its place', async () => {
  const loan = await givenLoan(await givenLender(), twoLate())
  await paid(loan, { choice: 'installment' })
  expect(await figure('keyturn_unlocks_late')).toBe('0')
  const { deadlineAt } = await newestUnlock(loan)
  await reconcile(deadlineAt)
  expect(await figure('keyturn_unlocks_late')).toBe('1')
  await hold(loan, { until: inDays(40) })
  await reconcile((await newestUnlock(loan)).deadlineAt)
  expect(await figure('keyturn_unlocks_late')).toBe('1')
  await inState((await newestUnlock(loan)).id, 'confirmed')
  expect(await figure('keyturn_unlocks_late')).toBe('0')
})

test('unlocks are counted by state, and nothing waits', async () => {
  expect(await figure('keyturn_unlocks\\{state="superseded"\\}')).toBe('1')
  expect(await figure('keyturn_inbox_waiting')).toBe('0')
  expect(await figure('keyturn_breakers_open\\{system="mail"\\}')).toBe('0')
  expect(await figure('keyturn_events_of_nobody')).toBe('0')
})

test('a worker that stopped is seen: its heart, the oldest job, and what was not sent', async () => {
  await sql`delete from workers`.execute(database())
  expect(await figure('keyturn_workers')).toBe('0')
  expect(await figure('keyturn_worker_heartbeat_age_seconds')).toBe('+Inf')
  const heart = heartOf('00000000-0000-4000-8000-000000000001', Temporal.Now.instant())
  await heart.beat()
  expect(await figure('keyturn_workers')).toBe('1')
  expect(Number(await figure('keyturn_worker_heartbeat_age_seconds'))).toBeLessThan(90)
  await sql`update workers set beat_at = now() - interval '2 minutes', clock_ahead_ms = -4000`.execute(
    database(),
  )
  expect(await figure('keyturn_workers')).toBe('0')
  expect(Number(await figure('keyturn_worker_heartbeat_age_seconds'))).toBeGreaterThan(100)
  expect(await figure('keyturn_clock_ahead_seconds\\{process="worker"\\}')).toBe('-4')
  await sql`delete from graphile_worker._private_jobs`.execute(database())
  expect(await figure('keyturn_jobs_oldest_seconds')).toBe('0')
  await sql`select graphile_worker.add_job('read-device', '{}', run_at => now() - interval '1 hour')`.execute(
    database(),
  )
  expect(Number(await figure('keyturn_jobs_oldest_seconds'))).toBeGreaterThan(3_500)
  await sql`update notices set failed_at = now(), failure = 'refused', sent_at = null`.execute(
    database(),
  )
  expect(await figure('keyturn_payments\\{state="paid"\\}')).toBe('1')
  expect(
    Number(await figure('keyturn_notices\\{channel="email",state="failed"\\}')),
  ).toBeGreaterThan(0)
})
