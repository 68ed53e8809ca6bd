import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type pg from 'pg'
import { createDatabase, pool } from './client.ts'

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
      await sql.raw(await readFile(new URL(name, folder), 'utf8')).execute(db)
    },
  }
}

/** Brings a database to the newest schema, the queue's tables included. All or nothing; safe to run twice at once. */
export async function migrate(target: pg.Pool): Promise<string[]> {
  await runMigrations({ pgPool: target })
  const db = createDatabase(target).withoutPlugins()
  const { error, results = [] } = await new Migrator({
    db,
    provider: new SqlFiles(),
  }).migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}

if (import.meta.main) {
  const applied = await migrate(pool())
  console.log(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
  await pool().end()
}
