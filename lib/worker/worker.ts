import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run } from 'graphile-worker'
import type pg from 'pg'
import { begin, workerUses } from '#lib/begin.ts'
import { createPool, database, pool, timeouts } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { requireRights } from '#lib/db/own-rights.ts'
import { requireRightClock } from '#lib/db/start/clock.ts'
import { requireOwnKey } from '#lib/db/start/data-key.ts'
import { isHelpAsked } from '#lib/db/start/run-command.ts'
import { whyNotServed } from '#lib/db/start/why-not.ts'
import { env } from '#lib/env.ts'
import { log, withCorrelation } from '#lib/log.ts'
import { heartOf } from './heartbeat.ts'
import { divideSlots } from './lanes.ts'
import { type Liveness, liveness } from './liveness.ts'
import { reconcile } from './reconcile.ts'
import { tasks } from './tasks.ts'
import { crontab } from './timetable.ts'
import { worksOnPort } from './worker-health.ts'

const reconcileEveryMs = 30_000
const restartAfterMs = 1_000
// Taking and finishing a job need not survive a crash of PostgreSQL: the job then runs twice, and every job bears that.
const queueSettings = '-c synchronous_commit=off'

type Worker = { stop(): Promise<void> }

/** Runs jobs until stopped. As many workers as wanted may run, on one machine or many. */
export async function startWorker(slots = env().WORKER_SLOTS): Promise<Worker> {
  const alive = await liveness()
  const queuePool = createPool(env().DATABASE_URL, slots + 2, {
    settings: `${queueSettings} ${timeouts()}`,
    // The queue writes a failed job's id as JSON, which a BigInt would make it die of.
    driverTypes: true,
  })
  const close = async () => {
    await queuePool.end()
    await alive.end()
  }
  const queue = await keepRunning(() => runQueue(slots, queuePool, alive)).catch(async (cause) => {
    await close()
    throw cause
  })
  await addJob(database(), 'read-payment-account', {}, { key: 'read-payment-account' })
  const heart = heartOf(randomUUID(), Temporal.Now.instant())
  const health = worksOnPort(env().WORKER_PORT)
  const reconciler = repeat(async () => {
    const now = await heart.beat()
    health.beaten()
    await reconcile(now)
  }, reconcileEveryMs)
  return {
    async stop() {
      health.close()
      await reconciler.stop()
      await queue.stop()
      await heart.stop().catch(() => {})
      await close()
    },
  }
}

function runQueue(slots: number, pgPool: pg.Pool, { events }: Liveness): Promise<Runner> {
  const lanes = divideSlots(slots)
  return run({
    pgPool,
    taskList: lanes.within(tasks),
    forbiddenFlags: lanes.forbidden,
    concurrency: slots,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quietLogger(),
    events,
    crontab,
    // Batched, what the queue writes about finished jobs is tried again when PostgreSQL is away; else that ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
}

// The queue gives up after many errors in a row, as when PostgreSQL is away for long; then it is started again.
async function keepRunning(start: () => Promise<Runner>): Promise<Repeating> {
  let runner = await start()
  let stopped = false
  const watch = async (): Promise<void> => {
    while (!stopped) {
      await runner.promise.catch((cause) => log.error({ err: cause }, 'the queue stopped'))
      if (stopped) return
      await sleep(restartAfterMs)
      runner = await start().catch(() => runner)
    }
  }
  const watching = watch()
  return {
    async stop() {
      stopped = true
      await runner.stop().catch(() => {})
      await watching
    },
  }
}

type Repeating = { stop(): Promise<void> }

function repeat(work: () => Promise<void>, everyMs: number): Repeating {
  let running: Promise<void> = Promise.resolve()
  const round = () => {
    running = withCorrelation('reconcile', work).catch((cause) =>
      log.error({ err: cause }, 'reconcile failed'),
    )
  }
  round()
  const timer = setInterval(round, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

// The queue's own chatter is not ours; failed jobs are logged once, where they fail (tasks.ts).
function quietLogger() {
  return new Logger(() => (level, message) => {
    if (level === 'warning') log.warn(message)
  })
}

// PostgreSQL may still be starting or recovering, or be migrated only now: then the worker waits, and says once why.
async function startWhenPossible(): Promise<Worker> {
  let said = ''
  for (;;) {
    try {
      await requireRights(database())
      await requireOwnKey()
      await requireRightClock()
      return await startWorker()
    } catch (cause) {
      const reason = whyNotServed(cause)
      if (said !== (reason ?? String(cause)))
        log.warn(reason ? { reason } : { err: cause }, 'the worker cannot start yet')
      said = reason ?? String(cause)
      await sleep(restartAfterMs)
    }
  }
}

const usage = `Usage: npm run worker

Does what is queued until it is stopped. It takes no arguments; what it is told stands in docs/operations.md, "Environment".`

if (import.meta.main) {
  if (isHelpAsked()) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  begin(workerUses)
  const worker = await startWhenPossible()
  log.info('worker started')
  const end = async () => {
    await worker.stop()
    await pool().end()
    process.exit(0)
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
