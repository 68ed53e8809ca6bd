import { Logger, type Runner, run } from 'graphile-worker'
import pg from 'pg'
import { pool } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { log, withCorrelation } from '#lib/log.ts'
import { reconcile } from './reconcile.ts'
import { tasks } from './tasks.ts'

const reconcileEveryMs = 30_000

export type Worker = { stop(): Promise<void> }

/** Runs jobs until stopped. As many workers as wanted may run, on one machine or many. */
export async function startWorker({
  concurrency = 8,
}: {
  concurrency?: number
} = {}): Promise<Worker> {
  const alive = await proofOfLife()
  const runner = await run({
    pgPool: pool(),
    taskList: tasks,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quietLogger(),
    events: alive.events,
  })
  const reconciler = repeat(() => reconcile(Temporal.Now.instant()), reconcileEveryMs)
  return { stop: () => stopAll(runner, reconciler, alive) }
}

async function stopAll(
  runner: Runner,
  reconciler: Repeating,
  alive: { end(): Promise<void> },
): Promise<void> {
  await reconciler.stop()
  await runner.stop()
  await alive.end()
}

/**
 * Each worker holds an advisory lock for as long as it lives. The reconciler takes jobs away from workers without one:
 * the queue's own time-out is 4 hours, and a borrower cannot wait for that.
 */
async function proofOfLife() {
  const { EventEmitter } = await import('node:events')
  const connection = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  const events = new EventEmitter()
  await connection.connect()
  // A worker that lost this connection looks dead to the others, so it must really end; whoever started it starts it again.
  connection.on('error', (cause) => {
    log.fatal({ err: cause }, 'the worker lost its database connection')
    process.exit(1)
  })
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    connection
      .query('select pg_advisory_lock(hashtextextended($1, 0))', [worker.workerId])
      .catch(() => {})
  })
  return { events, end: () => connection.end() }
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
  return { stop: () => (clearInterval(timer), running) }
}

// The queue's own chatter is not ours; failed jobs are logged once, where they fail (tasks.ts).
function quietLogger() {
  return new Logger(() => (level, message) => {
    if (level === 'warning') log.warn(message)
  })
}

if (import.meta.main) {
  env()
  const worker = await startWorker()
  log.info('worker started')
  const end = async () => {
    await worker.stop()
    await pool().end()
    process.exit(0)
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
}
