import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { readClock } from '#lib/db/start/clock.ts'
import { gaugeText } from '#lib/metrics.ts'

/** Whether anybody works: the newest heartbeat, the job that has been due for longest, and the clocks. */
export async function workerFigures(): Promise<string[]> {
  const [workers, oldestJobSeconds, { aheadMs }] = await Promise.all([
    heartbeats(),
    oldestJob(),
    readClock(),
  ])
  const figure = (name: string, help: string, value: number) =>
    gaugeText(name, help, [{ labels: {}, value }])
  return Promise.all([
    figure('keyturn_workers', 'Workers whose heart beat within 90 s', workers.alive),
    figure(
      'keyturn_worker_heartbeat_age_seconds',
      'Since the newest heartbeat of any worker; +Inf without one',
      workers.ageSeconds ?? Number.POSITIVE_INFINITY,
    ),
    figure('keyturn_jobs_oldest_seconds', 'For how long the oldest job is due', oldestJobSeconds),
    gaugeText('keyturn_clock_ahead_seconds', 'Clocks beside that of the database', [
      { labels: { process: 'portal' }, value: aheadMs / 1_000 },
      { labels: { process: 'worker' }, value: (workers.aheadMs ?? 0) / 1_000 },
    ]),
  ])
}

type Heartbeats = { alive: number; ageSeconds: number | null; aheadMs: number | null }

async function heartbeats(): Promise<Heartbeats> {
  const { rows } = await sql<Heartbeats>`
    select count(*) filter (where beat_at > now() - interval '90 seconds')::int as alive,
           extract(epoch from now() - max(beat_at))::float8 as age_seconds,
           (array_agg(clock_ahead_ms order by abs(clock_ahead_ms) desc))[1] as ahead_ms
      from workers`.execute(database())
  return rows[0] ?? { alive: 0, ageSeconds: null, aheadMs: null }
}

async function oldestJob(): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(coalesce(extract(epoch from now() - min(run_at)), 0), 0)::float8 as seconds
      from graphile_worker.jobs
     where locked_at is null and attempts < max_attempts`.execute(database())
  return rows[0]?.seconds ?? 0
}
