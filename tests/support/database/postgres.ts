import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { createPool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { createDatabaseIfMissing, startPostgres } from '#lib/demo/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    templateName: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function startTestPostgres(project: TestProject) {
  const postgres = given() ?? (await startPostgres('.data/test'))
  await hurry(postgres.url('postgres'))
  const templateName = `template_${await schemaHash()}`
  if (await createDatabaseIfMissing(postgres, templateName)) {
    const pool = createPool(postgres.url(templateName), 2)
    await migrate(pool)
    await pool.end()
  }
  project.provide('postgresUrl', postgres.url('postgres'))
  project.provide('templateName', templateName)
  return () => postgres.stop()
}

// Another server, as one who may do everything there: another version, say.
function given() {
  const { TEST_DATABASE_URL } = process.env
  if (!TEST_DATABASE_URL) return undefined
  const url = (database: string) => {
    const address = new URL(TEST_DATABASE_URL)
    address.pathname = `/${database}`
    return address.href
  }
  return { url, stop: async () => {} }
}

// Nothing here must outlive a loss of power. What tests that kill PostgreSQL look at is a server of their own.
async function hurry(url: string): Promise<void> {
  const pool = createPool(url, 1)
  for (const name of ['fsync', 'full_page_writes'])
    await pool.query(`alter system set ${name} = off`)
  await pool.query('select pg_reload_conf()')
  await pool.end()
}

async function schemaHash(): Promise<string> {
  const folder = new URL('../../../lib/db/migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).sort())
    hash.update(await readFile(new URL(name, folder)))
  return hash.digest('hex').slice(0, 16)
}
