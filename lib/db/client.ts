import { CamelCasePlugin, Kysely, PostgresDialect, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import type { DB } from './schema.generated.ts'

export type Database = Kysely<DB>

const { builtins } = pg.types
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
])
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

class TemporalQueryCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(isTemporal(value) ? value.toString() : value)
  }
}

function isTemporal(value: unknown): value is Temporal.Instant | Temporal.PlainDate {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate
}

class TemporalDialect extends PostgresDialect {
  override createQueryCompiler() {
    return new TemporalQueryCompiler()
  }
}

const keptStatements = 500
const statements = new Map<string, string>()

// Named statements are planned once on a connection, not at every use. Two kinds are left out: those whose
// columns a migration may change under us ("cached plan must not change result type"), and those
// after the first 500, so that lists of every length do not fill PostgreSQL's memory.
function statementName(text: string): string | undefined {
  const known = statements.get(text)
  if (known || text.includes('*') || statements.size >= keptStatements) return known
  const name = `s${statements.size}`
  statements.set(text, name)
  return name
}

class PreparingClient extends pg.Client {
  override query(...[text, values, ...rest]: unknown[]): never {
    const hasValues = Array.isArray(values) && values.length > 0
    const name = typeof text === 'string' && hasValues ? statementName(text) : undefined
    const asked = name ? [{ name, text, values }] : [text, values]
    return (super.query as (...args: unknown[]) => never)(...asked, ...rest)
  }
}

type PoolOptions = {
  /** Of the sessions, as PostgreSQL's command line takes them. */
  settings?: string
  /** Gives values as the driver does by itself, for libraries that know no BigInt and Temporal. */
  driverTypes?: boolean
  /** How long to wait for a connection, a new one or one of the pool. */
  connectMs?: number
}

/** A pool that survives a restart of PostgreSQL. `bigint`, `date` and `timestamptz` arrive as BigInt and Temporal. */
export function createPool(
  connectionString: string,
  max = 10,
  { settings = '', driverTypes = false, connectMs }: PoolOptions = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    ...(driverTypes ? {} : { types, Client: PreparingClient }),
    // How days and moments are written is ours to say: a server's own habit would be misread.
    options: `-c timezone=UTC -c datestyle=ISO ${settings}`,
    keepAlive: true,
    ...(connectMs ? { connectionTimeoutMillis: connectMs } : {}),
  })
  // Without a listener the loss of an idle connection ends the process.
  pool.on('error', (cause) => log.warn({ reason: cause.message }, 'idle database connection lost'))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new TemporalDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

// Next evaluates a module more than once in a process; the pool must exist once. Whoever has it keeps to it.
const shared = globalThis as typeof globalThis & {
  keyturnPool?: pg.Pool
  keyturnDatabase?: Database
}

// To start helpers for a query takes longer than any page's query does.
const shortQueries = '-c max_parallel_workers_per_gather=0'

/** A page or a job that takes longer, or waits longer, keeps others waiting. Imports and migrations set their own. */
export function timeouts(): string {
  const { DATABASE_STATEMENT_SECONDS, DATABASE_LOCK_SECONDS, DATABASE_IDLE_SECONDS } = env()
  return [
    `-c statement_timeout=${DATABASE_STATEMENT_SECONDS}s`,
    `-c lock_timeout=${DATABASE_LOCK_SECONDS}s`,
    `-c idle_in_transaction_session_timeout=${DATABASE_IDLE_SECONDS}s`,
  ].join(' ')
}

let ownPool: pg.Pool | undefined
let ownDatabase: Database | undefined

export function pool(): pg.Pool {
  if (ownPool) return ownPool
  shared.keyturnPool ??= openPool()
  ownPool = shared.keyturnPool
  return ownPool
}

function openPool(): pg.Pool {
  return createPool(env().DATABASE_URL, env().DATABASE_POOL, {
    settings: `${shortQueries} ${timeouts()}`,
    connectMs: env().DATABASE_CONNECT_SECONDS * 1_000,
  })
}

export function database(): Database {
  if (ownDatabase) return ownDatabase
  shared.keyturnDatabase ??= createDatabase(pool())
  ownDatabase = shared.keyturnDatabase
  return ownDatabase
}
