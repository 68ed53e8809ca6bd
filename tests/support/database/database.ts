import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { pool } from '#lib/db/client.ts'
import { watchBystanders } from './bystanders.ts'

/**
 * Gives the test file a database of its own. Call once, at the top, with `await`. Other people stand by in it, and are
 * left alone by every test; without `bystanders` where a test looks at all that there is.
 */
export async function freshDatabase({ bystanders = true } = {}): Promise<void> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await withAdmin((admin) =>
    admin.query(`create database ${name} template ${inject('templateName')}`),
  )
  openFromNow(inject('postgresUrl').replace(/\/postgres$/, `/${name}`))
  afterAll(async () => {
    await pool().end()
    await withAdmin((admin) => admin.query(`drop database ${name} with (force)`))
  })
  if (bystanders) await watchBystanders()
}

/** From here on the file's database is this one. What a file before left running keeps to that file's own (lib/db/client.ts). */
export function openFromNow(url: string): void {
  process.env.DATABASE_URL = url
  for (const kept of ['keyturnPool', 'keyturnDatabase']) Reflect.deleteProperty(globalThis, kept)
}

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
