import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'
import { createDatabase, pool } from './client.ts'
import { readArguments, runCommand } from './start/run-command.ts'
import { takeLanguages } from './take-languages.ts'
import { defineUuidv7 } from './uuidv7.ts'

const folder = new URL('./migrations/', import.meta.url)

class SqlFiles implements MigrationProvider {
  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
    return Object.fromEntries(files.map((name) => [name.slice(0, -4), migrationOf(name)]))
  }
}

function migrationOf(name: string): Migration {
  return {
    async up(db) {
      await sql`set local statement_timeout = 0`.execute(db)
      await sql.raw(await readFile(new URL(name, folder), 'utf8')).execute(db)
    },
  }
}

const oldestServer = 15

/**
 * Brings a database to the newest schema, the queue's tables included. All or nothing: a database that was empty is
 * empty again when it fails. Safe to run twice at once.
 */
export async function migrate(target: pg.Pool): Promise<string[]> {
  // Beside the pool, which may hold a single connection.
  const turn = new pg.Client(target.options)
  try {
    await turn.connect()
    await turn.query('set statement_timeout = 0; set lock_timeout = 0')
    await turn.query("select pg_advisory_lock(hashtextextended('keyturn migrate', 0))")
    await requireServer(turn)
    return await migrateInTurn(target, turn)
  } finally {
    await turn.end()
  }
}

async function requireServer(turn: pg.Client): Promise<void> {
  const { rows } = await turn.query('show server_version')
  const version: string = rows[0].server_version
  if (Number.parseInt(version, 10) >= oldestServer) return
  throw new Error(`Keyturn needs PostgreSQL ${oldestServer} or newer, and this is ${version}.`)
}

async function migrateInTurn(target: pg.Pool, turn: pg.Client): Promise<string[]> {
  const { rows } = await turn.query(
    "select coalesce(to_regclass('kysely_migration'), to_regnamespace('graphile_worker')::oid) is null as is_empty",
  )
  try {
    return await applyAll(target)
  } catch (cause) {
    if (rows[0].is_empty)
      await turn
        .query(
          'drop table if exists kysely_migration, kysely_migration_lock; drop schema if exists graphile_worker cascade; drop function if exists public.uuidv7()',
        )
        .catch(() => {})
    throw cause
  }
}

async function applyAll(target: pg.Pool): Promise<string[]> {
  await defineUuidv7(target)
  await runMigrations({ pgPool: target })
  const db = createDatabase(target).withoutPlugins()
  const { error, results = [] } = await new Migrator({
    db,
    provider: new SqlFiles(),
  }).migrateToLatest()
  if (error) throw error
  await takeLanguages(db)
  return results.map((result) => result.migrationName)
}

const usage = `Usage: npm run migrate

Brings the database that DATABASE_URL names to the newest schema. It takes no arguments.`

if (import.meta.main)
  await runCommand({ usage, uses: [] }, async () => {
    const read = readArguments({})
    if ('fault' in read) {
      console.error(`${read.fault}\n${usage}`)
      return 2
    }
    const applied = await migrate(pool())
    console.log(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
    return 0
  })
