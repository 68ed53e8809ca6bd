import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const inUse = 'pg_advisory_lock_shared(5398, 1)'
const reconnectEveryMs = 250
const lostAfterMs = 20_000

export type Membership = {
  /** Ends the membership. True when nobody else is a member: then nobody can become one before the server stops. */
  leave(): Promise<boolean>
}

/**
 * Makes this process a user of the server at `url` for as long as it lives: the last user to leave stops it, so
 * nobody stops it under somebody else. A server that comes back after a crash is joined again; `onLost` is told when it does not.
 */
export async function joinUsers(url: string, onLost: () => void = () => {}): Promise<Membership> {
  let left = false
  let client = await join(url, lost)

  async function lost(): Promise<void> {
    if (left) return
    for (let waitedMs = 0; waitedMs < lostAfterMs && !left; waitedMs += reconnectEveryMs) {
      await sleep(reconnectEveryMs, undefined, { ref: false })
      const next = await join(url, lost).catch(() => undefined)
      if (!next) continue
      client = next
      return
    }
    if (!left) onLost()
  }

  return {
    async leave() {
      left = true
      return leave(client)
    },
  }
}

async function join(url: string, onLost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  await client.query(`select ${inUse}`)
  client.once('end', onLost)
  // Being a member is no reason to live on.
  keepAlive(client, false)
  return client
}

// Of the pg package since 8.0, but not of its types.
function keepAlive(client: pg.Client, alive: boolean): void {
  const { ref, unref } = client as pg.Client & { ref(): void; unref(): void }
  ;(alive ? ref : unref).call(client)
}

async function leave(client: pg.Client): Promise<boolean> {
  keepAlive(client, true)
  try {
    await client.query('select pg_advisory_unlock_shared(5398, 1)')
    const { rows } = await client.query('select pg_try_advisory_lock(5398, 1) as last')
    if (rows[0].last) return true
  } catch {
    // Gone already: there is nothing to stop.
  }
  await client.end().catch(() => {})
  return false
}

/** Whether anybody uses the server at `url`, ourselves included. */
export async function isInUse(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(5398, 1) as free')
    return !rows[0].free
  } finally {
    await client.end()
  }
}

/** Claims `name` on the server at `url` for this process's life. False when another process has it. */
export async function claim(url: string, name: string): Promise<boolean> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
    [name],
  )
  if (rows[0].mine) keepAlive(client, false)
  else await client.end()
  return rows[0].mine
}
