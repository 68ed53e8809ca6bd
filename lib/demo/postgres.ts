import { readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { initialise, password, user } from './postgres-initialise.ts'
import { type Place, placeOf } from './postgres-place.ts'
import { isAlive, refuse, runProgram } from './postgres-program.ts'
import { isInUse, joinUsers, type Membership } from './postgres-users.ts'

const startTries = 12

export type BundledPostgres = {
  url(database: string): string
  /** True when it was running before us. */
  adopted: boolean
  databaseDir: string
  /** Starts the server again, at the same address, after it died. */
  revive(): Promise<void>
  /** Leaves the server; the last who does stops it. */
  stop(): Promise<void>
}

type PostgresSettings = {
  port?: number
  /** Told when the server is gone and nobody revived it. */
  onLost?: () => void
}

/**
 * Starts the bundled PostgreSQL in `folder`, or adopts the one already running there.
 * Throws with one plain sentence when the folder cannot be used.
 */
export async function startPostgres(
  folder: string,
  settings: PostgresSettings = {},
): Promise<BundledPostgres> {
  const place = await placeOf(resolve(folder))
  await initialise(place)
  return startIn(place, settings)
}

/** The same where a cluster was made already. */
export async function startIn(
  place: Place,
  settings: PostgresSettings = {},
): Promise<BundledPostgres> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOrAdopt(place, settings)
    } catch (cause) {
      // Somebody may be starting or stopping it this moment, or a killed one has not let go of its memory yet.
      if (tries === startTries) throw cause
      await sleep(400)
    }
  }
}

async function startOrAdopt(
  place: Place,
  { port: wanted, onLost }: PostgresSettings,
): Promise<BundledPostgres> {
  const { databaseDir } = place
  const running = await runningPort(databaseDir)
  const port = running ?? wanted ?? (await freePort())
  if (running === undefined) await start(place, port)
  const membership = await joinUsers(addressOf(port, 'postgres'), onLost)
  return {
    adopted: running !== undefined,
    databaseDir,
    url: (database) => addressOf(port, database),
    revive: () => revive(place, port),
    stop: () => stopIfLast(place, membership),
  }
}

/** Throws away the bundled PostgreSQL's data in `folder`. Throws with one plain sentence while somebody uses it. */
export async function erasePostgres(folder: string): Promise<void> {
  const place = await placeOf(resolve(folder))
  const { databaseDir } = place
  const port = await runningPort(databaseDir)
  if (port !== undefined) {
    if (await isInUse(addressOf(port, 'postgres')))
      throw new Error(`The data in ${databaseDir} is in use. Stop what uses it first.`)
    await pgCtl(place, ['stop', '-m', 'fast', '-w'])
  }
  await rm(databaseDir, { recursive: true, force: true })
}

/** Creates `database` unless it is there. True when it was created. */
export async function createDatabaseIfMissing(
  postgres: Pick<BundledPostgres, 'url'>,
  database: string,
): Promise<boolean> {
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      database,
    ])
    if (rowCount) return false
    await client.query(`create database ${client.escapeIdentifier(database)}`)
    return true
  } finally {
    await client.end()
  }
}

function addressOf(port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

async function start(place: Place, port: number): Promise<void> {
  const { databaseDir } = place
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c max_connections=300 -c unix_socket_directories=''`
  const logFile = join(databaseDir, 'server.log')
  await pgCtl(place, ['start', '-w', '-t', '60', '-l', logFile, '-o', flags]).catch(async (cause) =>
    refuse(databaseDir, (await lastFatal(logFile)) ?? cause),
  )
}

async function revive(place: Place, port: number): Promise<void> {
  for (let tries = 1; (await runningPort(place.databaseDir)) === undefined; tries += 1) {
    try {
      return await start(place, port)
    } catch (cause) {
      if (tries === startTries) throw cause
      await sleep(400)
    }
  }
}

async function lastFatal(logFile: string): Promise<Error | undefined> {
  const text = await readFile(logFile, 'utf8').catch(() => '')
  const line = text.split('\n').findLast((one) => one.includes('FATAL: '))
  return line === undefined ? undefined : new Error(line.slice(line.indexOf('FATAL: ') + 8))
}

async function stopIfLast(place: Place, membership: Membership): Promise<void> {
  if (await membership.leave()) await pgCtl(place, ['stop', '-m', 'fast', '-w'])
}

function pgCtl(place: Place, args: string[]): Promise<void> {
  return runProgram(place, 'pg_ctl', ['-D', place.databaseDir, '-s', ...args])
}

// A server outlives a killed parent; its postmaster.pid names the process (line 1) and the port (line 4).
async function runningPort(databaseDir: string): Promise<number | undefined> {
  const text = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  if (!pid || !port || !isAlive(pid)) return undefined
  const connectionString = addressOf(port, 'postgres')
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('show data_directory')
    return rows[0].data_directory === databaseDir ? port : undefined
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}
