import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'

export type Liveness = { events: WorkerEvents; end(): Promise<void> }

const reconnectAfterMs = 500

/**
 * Each worker holds an advisory lock for as long as it lives. The reconciler takes jobs away from workers without one:
 * the queue's own time-out is 4 hours, and a borrower cannot wait for that. A lost connection is made anew; jobs taken
 * away meanwhile run twice at the worst, and every job bears that.
 */
export async function liveness(): Promise<Liveness> {
  const events: WorkerEvents = new EventEmitter()
  let poolId: string | undefined
  let connection = await connect(renew)
  let last: Promise<unknown> = Promise.resolve()
  let ended = false

  function hold(id: string): void {
    last = last.then(() => lock(connection, id)).catch(() => {})
  }

  // A pool that gave up holds its jobs no longer, although this process lives.
  function release(id: string): void {
    last = last.then(() => unlock(connection, id)).catch(() => {})
  }

  async function renew(): Promise<void> {
    while (!ended) {
      await sleep(reconnectAfterMs)
      const next = await connect(renew).catch(() => undefined)
      if (!next) continue
      connection = next
      if (poolId) hold(poolId)
      return
    }
  }

  // The queue writes the pool's id, not the worker's, beside the jobs it holds.
  events.on('pool:create', ({ workerPool }) => {
    if (poolId) release(poolId)
    poolId = workerPool.id
    hold(poolId)
  })
  return {
    events,
    async end() {
      ended = true
      await last
      await connection.end().catch(() => {})
    },
  }
}

async function connect(onLost: () => void): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  connection.once('error', (cause) => {
    log.warn({ err: cause }, 'the worker lost its database connection and makes a new one')
    connection.on('error', () => {})
    onLost()
  })
  await connection.connect()
  return connection
}

function lock(connection: pg.Client, poolId: string): Promise<unknown> {
  return connection.query('select pg_advisory_lock(hashtextextended($1, 0))', [poolId])
}

function unlock(connection: pg.Client, poolId: string): Promise<unknown> {
  return connection.query('select pg_advisory_unlock(hashtextextended($1, 0))', [poolId])
}
